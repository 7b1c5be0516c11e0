/**
 * What a listener does with the bytes of a connection. Datagrams are always answered.
 *
 * - `HTTP`: HTTP in whatever version it is asked
 * - `HTTP1`: HTTP/1.1 and nothing later
 * - `H2C`: HTTP/2 in the clear and nothing earlier, as gRPC servers do
 * - `WS`: HTTP/1.1, and WebSocket for those who ask for it
 * - `TLS`: HTTP over TLS
 */
export type Application = "HTTP" | "HTTP1" | "H2C" | "WS" | "TLS" | "raw";

/** Ports whose registered service does not speak HTTP (IANA service names, and what databases and brokers use). */
const NOT_HTTP: ReadonlySet<number> = new Set([
  21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 993, 995, 1433, 1521, 1883, 2181, 2379, 2380, 3306, 4222, 5432,
  5671, 5672, 6379, 6380, 7000, 7687, 8883, 9042, 9092, 9093, 9094, 11211, 26257, 26379, 27017, 27018, 33060,
]);

/** gRPC's usual port. */
const GRPC_PORT = 50_051;

const TLS_PORTS: ReadonlySet<number> = new Set([443, 6443, 8443, 9443, 10250]);

/** What a port speaks when nothing but its number and name is known: HTTP, unless it is known for something else. */
export function applicationOf(number: number, name?: string): Application {
  if (name === "https") return "TLS";
  if (name === "http") return "HTTP";
  if (NOT_HTTP.has(number)) return "raw";
  if (number === GRPC_PORT || name === "grpc") return "H2C";
  return TLS_PORTS.has(number) ? "TLS" : "HTTP";
}
