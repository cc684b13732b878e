/** The values of RTMP commands (AMF 0, Adobe's specification of 2007): what a publisher sends and expects. */
export type AmfValue = number | boolean | string | null | { [key: string]: AmfValue } | AmfValue[];

const NUMBER = 0;
const BOOLEAN = 1;
const STRING = 2;
const OBJECT = 3;
const NULL = 5;
const UNDEFINED = 6;
const ECMA_ARRAY = 8;
const OBJECT_END = 9;
const STRICT_ARRAY = 10;

export function encodeAmf(...values: AmfValue[]): Buffer {
  return Buffer.concat(values.map(encodeValue));
}

function encodeValue(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([NULL]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeUInt8(NUMBER);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'boolean') return Buffer.from([BOOLEAN, value ? 1 : 0]);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([STRING]), encodeText(value)]);
  if (Array.isArray(value)) throw new TypeError('arrays are never sent');
  const entries = Object.entries(value).flatMap(([key, one]) => [encodeText(key), encodeValue(one)]);
  return Buffer.concat([Buffer.from([OBJECT]), ...entries, Buffer.from([0, 0, OBJECT_END])]);
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** @throws Error for a type that no publisher sends. */
export function decodeAmf(bytes: Buffer): AmfValue[] {
  const values: AmfValue[] = [];
  let offset = 0;

  function text(): string {
    const length = bytes.readUInt16BE(offset);
    offset += 2 + length;
    return bytes.toString('utf8', offset - length, offset);
  }

  function properties(): { [key: string]: AmfValue } {
    const result: { [key: string]: AmfValue } = {};
    for (;;) {
      const key = text();
      if (key === '' && bytes[offset] === OBJECT_END) {
        offset += 1;
        return result;
      }
      result[key] = value();
    }
  }

  function value(): AmfValue {
    const type = bytes.readUInt8(offset);
    offset += 1;
    switch (type) {
      case NUMBER:
        offset += 8;
        return bytes.readDoubleBE(offset - 8);
      case BOOLEAN:
        offset += 1;
        return bytes[offset - 1] === 1;
      case STRING:
        return text();
      case OBJECT:
        return properties();
      case NULL:
      case UNDEFINED:
        return null;
      case ECMA_ARRAY:
        offset += 4;
        return properties();
      case STRICT_ARRAY: {
        offset += 4;
        return Array.from({ length: bytes.readUInt32BE(offset - 4) }, value);
      }
      default:
        throw new Error(`AMF type ${type} is not understood`);
    }
  }

  while (offset < bytes.length) values.push(value());
  return values;
}
