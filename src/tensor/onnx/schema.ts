/**
 * The part of the ONNX file format that Daogou uses, as a protobuf descriptor (onnx.proto of ONNX 1.13 and later;
 * field numbers are the format's own and never change). Fields that are not named here are skipped when reading.
 */
import protobuf from 'protobufjs/light.js';

const schema: protobuf.INamespace = {
  nested: {
    ModelProto: {
      fields: {
        irVersion: { id: 1, type: 'int64' },
        opsetImport: { id: 8, rule: 'repeated', type: 'OperatorSetIdProto' },
        producerName: { id: 2, type: 'string' },
        producerVersion: { id: 3, type: 'string' },
        graph: { id: 7, type: 'GraphProto' },
        metadataProps: { id: 14, rule: 'repeated', type: 'StringStringEntryProto' },
      },
    },
    /** A model again, of which only the texts are read: the rest is skipped. */
    ModelTexts: {
      fields: {
        irVersion: { id: 1, type: 'int64' },
        metadataProps: { id: 14, rule: 'repeated', type: 'StringStringEntryProto' },
      },
    },
    StringStringEntryProto: {
      fields: { key: { id: 1, type: 'string' }, value: { id: 2, type: 'string' } },
    },
    OperatorSetIdProto: {
      fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } },
    },
    GraphProto: {
      fields: {
        node: { id: 1, rule: 'repeated', type: 'NodeProto' },
        name: { id: 2, type: 'string' },
        initializer: { id: 5, rule: 'repeated', type: 'TensorProto' },
        input: { id: 11, rule: 'repeated', type: 'ValueInfoProto' },
        output: { id: 12, rule: 'repeated', type: 'ValueInfoProto' },
        valueInfo: { id: 13, rule: 'repeated', type: 'ValueInfoProto' },
        sparseInitializer: { id: 15, rule: 'repeated', type: 'bytes' },
      },
    },
    NodeProto: {
      fields: {
        input: { id: 1, rule: 'repeated', type: 'string' },
        output: { id: 2, rule: 'repeated', type: 'string' },
        name: { id: 3, type: 'string' },
        opType: { id: 4, type: 'string' },
        attribute: { id: 5, rule: 'repeated', type: 'AttributeProto' },
        domain: { id: 7, type: 'string' },
      },
    },
    AttributeProto: {
      fields: {
        name: { id: 1, type: 'string' },
        f: { id: 2, type: 'float' },
        i: { id: 3, type: 'int64' },
        s: { id: 4, type: 'bytes' },
        t: { id: 5, type: 'TensorProto' },
        g: { id: 6, type: 'GraphProto' },
        floats: { id: 7, rule: 'repeated', type: 'float' },
        ints: { id: 8, rule: 'repeated', type: 'int64' },
        strings: { id: 9, rule: 'repeated', type: 'bytes' },
        type: { id: 20, type: 'int32' },
      },
    },
    TensorProto: {
      fields: {
        dims: { id: 1, rule: 'repeated', type: 'int64' },
        dataType: { id: 2, type: 'int32' },
        floatData: { id: 4, rule: 'repeated', type: 'float' },
        int32Data: { id: 5, rule: 'repeated', type: 'int32' },
        int64Data: { id: 7, rule: 'repeated', type: 'int64' },
        name: { id: 8, type: 'string' },
        rawData: { id: 9, type: 'bytes' },
        doubleData: { id: 10, rule: 'repeated', type: 'double' },
        externalData: { id: 13, rule: 'repeated', type: 'StringStringEntryProto' },
        dataLocation: { id: 14, type: 'int32' },
      },
    },
    ValueInfoProto: {
      fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'TypeProto' } },
    },
    TypeProto: {
      fields: { tensorType: { id: 1, type: 'TensorTypeProto' } },
    },
    TensorTypeProto: {
      fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'TensorShapeProto' } },
    },
    TensorShapeProto: {
      fields: { dim: { id: 1, rule: 'repeated', type: 'DimensionProto' } },
    },
    DimensionProto: {
      fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } },
      oneofs: { value: { oneof: ['dimValue', 'dimParam'] } },
    },
  },
};

const root = protobuf.Root.fromJSON(schema);

/** Encodes and decodes a whole ONNX file. */
export const ModelProto: protobuf.Type = root.lookupType('ModelProto');

/** Encodes a network, or a part to be joined with others: fields of a message may come in pieces. */
export const GraphProto: protobuf.Type = root.lookupType('GraphProto');

/** Encodes and decodes one stored constant. */
export const TensorProto: protobuf.Type = root.lookupType('TensorProto');

/** Decodes the texts that an ONNX file carries, and skips its network. */
export const ModelTexts: protobuf.Type = root.lookupType('ModelTexts');

/** TensorProto.DataType: the numbers by which the format names the element types that graphs have. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;

/** TensorProto.DataType of half precision, which weights can be stored in. */
export const FLOAT16 = 10;

/** AttributeProto.AttributeType: which field of an attribute holds its value. */
export const ATTRIBUTE_TYPES = {
  float: 1,
  integer: 2,
  text: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  integers: 7,
} as const;
