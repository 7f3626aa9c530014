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
    ["--keep outpatient-record=14y", /outpatient-record takes at least 15y .*art\. 53/],
    ["--keep visits=20y", /visits takes one of outpatient-record, inpatient-record/],
    ["--keep outpatient-record", /--keep takes CLASS=TIME/],
    ["--archive-days forever", /--archive-days takes whole days/],
    ["--nonsense", /nonsense/],
    ["stray", /stray/],
  ])("%s is answered with what is wrong", (line, message) => {
    expect(() => readStartOptions(line.split(" "))).toThrow(UsageError);
    expect(() => readStartOptions(line.split(" "))).toThrow(message);
  });
});

describe("beyond loopback", () => {
  const read = (line: string) => readStartOptions(line.split(" "));

  test("pages are served under TLS, by the operator's certificate or the box's own", () => {
    expect(read("--http-host 0.0.0.0")?.beyond).toEqual({ host: "0.0.0.0", port: 8443 });
    expect(read("--http-host ::1 --https-port 0 --tls-cert /c.pem --tls-key /k.pem")?.beyond).toEqual({
      host: "::1",
      port: 0,
      tls: { certFile: "/c.pem", keyFile: "/k.pem" },
    });
    expect(read("--public-url https://anhu.example.org")?.names?.publicUrl?.host).toBe("anhu.example.org");
  });

  test("another issuer signs people in", () => {
    expect(read("--issuer https://id.example --audience anhu-api --client-id pages")?.issuer).toEqual({
      url: "https://id.example",
      audience: "anhu-api",
      clientId: "pages",
    });
  });

  test.each([
    ["--http-host anywhere", /--http-host takes an IP address/],
    ["--https-port 8443", /need --http-host/],
    ["--http-host 0.0.0.0 --tls-cert /c.pem", /go together/],
    ["--public-url http://anhu.example.org", /https/],
    ["--public-url https://anhu.example.org/pages", /without a path/],
    ["--public-url https://me@anhu.example.org", /without a path/],
    ["--issuer https://id.example", /go together/],
    ["--issuer nowhere --audience a --client-id b", /--issuer takes an http/],
  ])("%s is refused", (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});
