import { App } from "aws-cdk-lib";
import { FunctionsStack } from "./functions-stack.ts";
import { TablesStack } from "./tables-stack.ts";

const app = new App();
const stateful = new TablesStack(app, "AnhuTables");
new FunctionsStack(app, "AnhuFunctions", { tables: stateful.tables });
app.synth();
