import { describe, expect, test } from "vitest";
import { readStartOptions } from "../../local/start-options.ts";
import { UsageError } from "../../local/usage-error.ts";

describe("the command line", () => {
  test("has a default for everything", () => {
    expect(readStartOptions([])).toEqual({
      dataFolder: "data/demo",
      httpPort: 8080,
      mqttsPort: 8883,
      mqttPort: 1883,
      speed: 1,
    });
  });

  test("takes every documented option", () => {
    const line =
      "--data /d --http-port 0 --mqtts-port 1 --mqtt-port 2 --no-demo --dynamodb http://x:1 --archive-days 730 --speed 60";
    expect(readStartOptions(line.split(" "))).toEqual({
      dataFolder: "/d",
      httpPort: 0,
      mqttsPort: 1,
      mqttPort: 2,
      mode: "live",
      dynamodbEndpoint: "http://x:1",
      archiveDays: 730,
      speed: 60,
    });
    expect(readStartOptions(["--demo"])?.mode).toBe("demo");
  });

  test("keeps real and simulated residents apart unless told otherwise", () => {
    expect(readStartOptions(["--demo"])?.dataFolder).toBe("data/demo");
    expect(readStartOptions(["--no-demo"])?.dataFolder).toBe("data/live");
  });

  test("is asked for help", () => {
    expect(readStartOptions(["--help"])).toBeUndefined();
  });

  test.each([
    ["--http-port eighty", /--http-port takes a port/],
    ["--mqtt-port 65536", /--mqtt-port takes a port/],
    ["--mqtts-port -1", /mqtts-port/],
    ["--speed 0", /--speed takes a number/],
    ["--speed fast", /--speed takes a number/],
    ["--dynamodb table", /--dynamodb takes an http/],
    ["--dynamodb file:///x", /--dynamodb takes an http/],
    ["--archive-days 364", /--archive-days takes whole days from 365/],
    ["--archive-days forever", /--archive-days takes whole days/],
    ["--nonsense", /nonsense/],
    ["stray", /stray/],
  ])("%s is answered with what is wrong", (line, message) => {
    expect(() => readStartOptions(line.split(" "))).toThrow(UsageError);
    expect(() => readStartOptions(line.split(" "))).toThrow(message);
  });
});
