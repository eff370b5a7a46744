CREATE TABLE "decisions" (
	"recommendation_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"time" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"user_id" text COLLATE "C",
	"session_id" text COLLATE "C",
	"model_id" text NOT NULL,
	"shown" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"type" smallint NOT NULL,
	"time" timestamp (3) with time zone NOT NULL,
	"user_id" text COLLATE "C",
	"session_id" text COLLATE "C",
	"item_id" text COLLATE "C",
	"quantity" integer NOT NULL,
	"price_amount" bigint,
	"price_currency" text,
	"query" text,
	"scene" smallint,
	"recommendation_id" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"title" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"categories" text[] NOT NULL,
	"brand" text,
	"price_amount" bigint,
	"price_currency" text,
	"attributes" jsonb NOT NULL,
	"image" text,
	"available_from" timestamp (3) with time zone,
	"stock" bigint
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"attributes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "events_time" ON "events" USING btree ("time","id");--> statement-breakpoint
CREATE INDEX "events_user" ON "events" USING btree ("user_id","time","id");--> statement-breakpoint
CREATE INDEX "events_session" ON "events" USING btree ("session_id","time","id");--> statement-breakpoint
CREATE INDEX "imports_started_at" ON "imports" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "items_categories" ON "items" USING gin ("categories");--> statement-breakpoint
CREATE INDEX "items_price" ON "items" USING btree ("price_amount","id");--> statement-breakpoint
CREATE INDEX "items_available_from" ON "items" USING btree ("available_from" DESC NULLS LAST,"id");