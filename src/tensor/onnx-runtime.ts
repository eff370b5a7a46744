/**
 * The runtime, told to print no warnings: those of its environment, such as that a machine's graphics card cannot be
 * made out, go to standard error whatever a session asks for. What goes wrong is thrown all the same. It is set before
 * the first session of the process, so nothing else imports the package.
 */
import ort from 'onnxruntime-node';

ort.env.logLevel = 'error';

export { ort };
