type Event = {
  readonly request: globalThis.Request
  readonly locals: { readonly now: Date }
  readonly getClientAddress: () => string
}

/** What a sign-in tells of itself: when, with which browser, and the address its network is known by (network-mark.ts). */
export function cameFrom({ request, locals, getClientAddress }: Event) {
  const agent = request.headers.get('user-agent') ?? ''
  return { agent, address: getClientAddress(), now: locals.now }
}
