import { BlockList, isIP } from 'node:net'

export type Peer = { readonly address: string; readonly scheme: 'http' | 'https' }
type Arrived = {
  readonly socketAddress: string | undefined
  readonly forwardedFor: string | undefined
  readonly forwardedProto: string | undefined
}

/**
 * Who asks, and by which scheme. What a proxy says of that counts only when the proxy is listed in TRUST_PROXY
 * (addresses and networks with commas between, `10.0.0.4, 10.1.0.0/16`; `1` means this machine): from anybody else the
 * headers are the caller's own words. Of several addresses the last one that no listed proxy wrote is taken.
 */
export function peerReader(
  listed: string | undefined,
  publicUrl: string | undefined,
): (one: Arrived) => Peer {
  const proxies = proxyList(listed)
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const always = publicUrl ? schemeOf(new URL(publicUrl).protocol.slice(0, -1)) : undefined
  return ({ socketAddress, forwardedFor, forwardedProto }) => {
    const socket = plain(socketAddress ?? '')
    if (!isProxy(socket)) return { address: socket, scheme: always ?? 'http' }
    const told = (forwardedFor ?? '').split(',').map((part) => plain(part.trim()))
    const address = told.findLast((part) => isIP(part) !== 0 && !isProxy(part)) ?? socket
    return { address, scheme: always ?? schemeOf(forwardedProto) }
  }
}

function proxyList(listed = ''): BlockList {
  const list = new BlockList()
  const entries = listed === '1' ? ['127.0.0.0/8', '::1'] : listed.split(',').map((entry) => entry.trim())
  for (const entry of entries.filter((text) => text !== '')) add(list, entry)
  return list
}

function add(list: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const width = bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits)
  if (isIP(address) === 0 || !Number.isInteger(width) || width < 0 || width > (family === 'ipv6' ? 128 : 32))
    throw new Error(`TRUST_PROXY: ${entry} is no address and no network.`)
  list.addSubnet(address, width, family)
}

/** An IPv4 peer on a socket that takes both comes as ::ffff:10.0.0.4. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

function schemeOf(text: string | undefined): 'http' | 'https' {
  return text === 'https' ? 'https' : 'http'
}
