export type Answer = { kind: 'answered'; text: string } | { kind: 'signedOut' } | { kind: 'failed' }

/** Posts a form and tells how far it has come (0 to 1), which `fetch` does not. The answer is a form action's. */
export function sendForm(form: HTMLFormElement, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-sveltekit-action', 'true')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => resolve(answerOf(request))
    request.onerror = () => resolve({ kind: 'failed' })
    request.onabort = () => resolve({ kind: 'failed' })
    request.send(new FormData(form))
  })
}

/** A form action answers 200 with its own status inside, or an error in the same words; anything else is not from it. */
function answerOf(request: XMLHttpRequest): Answer {
  if (request.status === 401) return { kind: 'signedOut' }
  return /^\s*\{"type":/.test(request.responseText)
    ? { kind: 'answered', text: request.responseText }
    : { kind: 'failed' }
}
