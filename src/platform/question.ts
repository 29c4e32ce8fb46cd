export type Question<Answer> = {
  ask: () => Promise<Answer>
  answer: (answer: Answer) => void
  refuse: (error: unknown) => void
}

/** One question is open at a time; whoever answers may end meanwhile, which refuses it, and every one after it. */
export function createQuestion<Answer>(): Question<Answer> {
  let open: PromiseWithResolvers<Answer> | undefined
  let fault: { error: unknown } | undefined
  return {
    ask: () => {
      if (fault) return Promise.reject(fault.error)
      open = Promise.withResolvers()
      return open.promise
    },
    answer: (answer) => open?.resolve(answer),
    refuse: (error) => {
      fault ??= { error }
      open?.reject(error)
    },
  }
}
