import type { StoredFile } from '$sdk'
import { OFFLINE, RequestFailed, type PublicError } from '../../lib/http.ts'

/** One picture on its way to the server. */
export class Upload {
  #sent = $state(0)
  readonly #request = new XMLHttpRequest()

  /** From 0 to 1. */
  get sent() {
    return this.#sent
  }

  /** @throws {RequestFailed} `AbortError` as its name when it was cancelled */
  send(picture: Blob) {
    const request = this.#request
    return new Promise<StoredFile>((resolve, reject) => {
      request.open('POST', '/files')
      request.setRequestHeader('content-type', picture.type)
      request.responseType = 'json'
      request.upload.onprogress = ({ loaded, total }) => (this.#sent = loaded / total)
      request.onerror = () => reject(new RequestFailed({ message: OFFLINE }))
      request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
      request.onload = () => {
        if (request.status === 201) resolve(request.response as StoredFile)
        else reject(new RequestFailed((request.response as PublicError | null) ?? { message: OFFLINE }))
      }
      request.send(picture)
    })
  }

  cancel() {
    this.#request.abort()
  }
}
