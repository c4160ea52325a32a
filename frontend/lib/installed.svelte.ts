/** ms between two questions whether there is a newer version */
const ASK_EVERY = 3_600_000

/** TypeScript does not know of it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** The app as it is installed in this browser: its service worker, and whether a newer version waits. */
class Installed {
  #waiting = $state.raw<ServiceWorker>()

  /** A newer version is here and waits for a reload. */
  get isOutdated() {
    return this.#waiting !== undefined
  }

  /** @returns its cleanup */
  start(): () => void {
    // absent where there is no https
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
    if (!workers) return () => undefined
    let timer: ReturnType<typeof setInterval>
    void this.#register(workers).then((registration) => {
      if (!registration) return
      timer = setInterval(() => void registration.update().catch(() => undefined), ASK_EVERY)
      this.#watch(registration, workers)
    })
    return () => clearInterval(timer)
  }

  /** Lets the newer version take over, and begins anew with it. */
  renew() {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    this.#waiting?.postMessage('take over')
  }

  async #register(workers: ServiceWorkerContainer) {
    const address = '/sw.js'
    const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
    try {
      const policy = trustedTypes?.createPolicy('hearth-worker', { createScriptURL: (url) => url })
      return await workers.register(policy?.createScriptURL(address) ?? address)
    } catch {
      // a browser that forbids it, or a line that broke: the app works without
      return undefined
    }
  }

  #watch(registration: ServiceWorkerRegistration, workers: ServiceWorkerContainer) {
    const look = () => {
      // the first version that is ever installed replaces nothing
      this.#waiting = (workers.controller && registration.waiting) ?? undefined
    }
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    look()
  }
}

export const installed = new Installed()
