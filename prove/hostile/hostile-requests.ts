import { marker } from './values.ts'

/** In the place of an id in an address, as it is written there. */
export const hostileSegments: readonly string[] = [
  '%00',
  '%ED%A0%80',
  '%F0%9F%92%A9',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '%252e%252e%252f',
  `%27%20or%20%271%27%3D%271${marker}`,
  `${marker}%27%3Bselect%20pg_sleep(4)--`,
  `%3Cscript%3E${marker}()%3C%2Fscript%3E`,
  '%0d%0aset-cookie:%20x=1',
  '-1',
  '0',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '%7B01900000-0000-7000-8000-000000000000%7D',
  '01900000-0000-7000-8000-000000000000%00',
  '01900000-0000-7000-8000-000000000000%0a',
  '01900000-0000-7000-8000-000000000000,01900000-0000-7000-8000-000000000001',
  '019000000000700080000000000000000',
  'x'.repeat(6000),
  '%61'.repeat(2000),
  '*',
  '%25',
  '%2a%20%2e%3f',
]

/** Headers that promise something else than there is, or nothing at all. */
export const hostileHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'if-match': `"${marker}"` },
  { 'if-match': '"99999999999999999999"' },
  { 'if-match': 'W/"1", "2"' },
  { 'if-match': `${'"1-'.padEnd(7000, 'a')}"` },
  { 'if-match': '*' },
  { 'if-none-match': `${'"a",'.repeat(1500)}"b"` },
  { 'if-none-match': '*' },
  { 'idempotency-key': `' or 1=1 --${marker}` },
  { 'idempotency-key': '' },
  { 'idempotency-key': '__proto__' },
  { 'idempotency-key': 'x'.repeat(6000) },
  { accept: 'text/html;q=abc,*/*;q=999' },
  { accept: `${'a/b,'.repeat(1500)}` },
  { accept: marker },
  { 'accept-encoding': 'gzip;q=-1, identity;q=0, *;q=0' },
  { 'accept-language': `${'sv,'.repeat(2000)}` },
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-type': `application/json; ${marker}` },
  { 'content-type': 'text/plain' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'multipart/form-data; boundary=' },
  { 'content-type': `multipart/form-data; boundary=${'x'.repeat(5000)}` },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-encoding': 'gzip' },
  { range: 'bytes=0-0,-1,99999999999-' },
  { 'x-http-method-override': 'DELETE' },
  {
    'x-forwarded-host': 'fiende.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': `${marker}, 127.0.0.1`,
  },
  { forwarded: `for="_${marker}";host=fiende.example;proto=https` },
  { 'x-uppsikt-address': marker, 'x-uppsikt-scheme': 'https' },
  { 'x-sveltekit-action': 'true' },
  { 'x-sveltekit-pathname': '/konton', 'x-sveltekit-invalidated': '1111' },
  { authorization: `Basic ${marker}` },
  { authorization: 'Bearer' },
  { authorization: `Bearer ${'a'.repeat(6000)}` },
  { cookie: `uppsikt=${marker}; uppsikt=' or 1=1 --; tema=%ED%A0%80; __proto__=1` },
  { cookie: `${'a=b; '.repeat(1200)}` },
  { cookie: 'uppsikt=%E0%A4%A; tema="; flash=%' },
  { cookie: '=;;;=' },
  { referer: `javascript:${marker}()` },
  { 'user-agent': `${marker} '"><script>` },
  { 'user-agent': 'x'.repeat(7000) },
]

type Raw = {
  readonly text: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

const multipart = { 'content-type': 'multipart/form-data; boundary=grans' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** Bodies that are no JSON, or JSON that no shape asks for. */
export const hostileBodies: readonly Raw[] = [
  { text: '' },
  { text: 'null' },
  { text: '[]' },
  { text: '"x"' },
  { text: '1e999' },
  { text: '{' },
  { text: '{"a":1,}' },
  { text: '{"a":1}{"b":2}' },
  { text: '\uFEFF{}' },
  { text: "{'a':1}" },
  { text: '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}' },
  { text: `{"${marker}\\u0000":"\\ud800"}` },
  { text: `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}` },
  { text: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
  { text: `{"title":"${'x'.repeat(3_000_000)}"}` },
  { text: `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":${at}`).join(',')}}` },
  { text: new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]) },
  { text: new Uint8Array(4096).fill(0x80) },
  { text: `a=1&b[__proto__]=${marker}`, headers: form },
  {
    text: `--grans\r\ncontent-disposition: form-data; name="body"\r\n\r\n{\r\n--grans--`,
    headers: multipart,
  },
  {
    text: `--grans\r\ncontent-disposition: form-data; name="${'x'.repeat(20_000)}"\r\n\r\n`,
    headers: multipart,
  },
  { text: '--grans--', headers: multipart },
  {
    text: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
    headers: { 'content-type': 'text/xml' },
  },
]
