/**
 * The websocket of one lab: opens again by itself after a loss, puts frames in order, and pairs
 * requests with their replies.
 */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
const REPLY_WITHIN = 20_000;
const FINAL = new Set([4003, 4004, 4008]);

/** An error that the lab answered with. */
export class LabError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

export class LabSocket {
  /**
   * @param {string} url path or address of the socket
   * @param {{frame: (frame: any) => void, status: (status: string, code?: number) => void}} to
   */
  constructor(url, to) {
    this.url = new URL(url, location.href.replace(/^http/, "ws"));
    this.to = to;
    this.waiting = new Map();
    this.nextId = 1;
    this.wait = FIRST_WAIT;
    this.order = Promise.resolve();
  }

  open() {
    this.to.status("connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.to.status("open");
      this.post({ type: "list" });
    };
    socket.onmessage = ({ data }) => {
      this.order = this.order.then(() => this.receive(socket, data)).catch(console.error);
    };
    socket.onclose = ({ code }) => this.lost(socket, code);
  }

  close() {
    const socket = this.socket;
    this.socket = null;
    clearTimeout(this.retry);
    this.rejectAll();
    socket?.close();
  }

  /** Sends without waiting for a reply; silently not at all while there is no connection. */
  post(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Sends and waits for the reply. @returns {Promise<any>} rejects with LabError */
  ask(message) {
    if (this.socket?.readyState !== WebSocket.OPEN)
      return Promise.reject(new LabError({ code: "offline", message: "" }));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const late = () => this.settle({ type: "error", id, code: "timeout", message: "" });
      this.waiting.set(id, { resolve, reject, timer: setTimeout(late, REPLY_WITHIN) });
      this.post({ ...message, id });
    });
  }

  async receive(socket, data) {
    if (socket !== this.socket) return;
    const text = typeof data === "string" ? data : await inflate(data);
    const message = JSON.parse(text);
    if (message.id && this.waiting.has(message.id)) this.settle(message);
    if (message.type === "list" || message.type === "delta") this.to.frame(message);
  }

  settle(message) {
    const { resolve, reject, timer } = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    clearTimeout(timer);
    if (message.type === "error") reject(new LabError(message));
    else resolve(message);
  }

  rejectAll() {
    for (const id of [...this.waiting.keys()])
      this.settle({ type: "error", id, code: "offline", message: "" });
  }

  lost(socket, code) {
    if (socket !== this.socket) return;
    this.socket = null;
    this.rejectAll();
    if (FINAL.has(code)) {
      this.to.status("closed", code);
      return;
    }
    this.to.status("lost");
    const spread = 0.75 + Math.random() / 2;
    this.retry = setTimeout(() => this.open(), this.wait * spread);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }
}

async function inflate(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
