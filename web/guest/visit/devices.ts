import { createSignal, onCleanup } from 'solid-js'

/** How the check of the devices stands; what keeps them away is told in words. */
export type DeviceState = 'unasked' | 'picture' | 'sound' | 'denied' | 'missing' | 'busy' | 'none'

export interface Devices {
  readonly state: () => DeviceState
  readonly stream: () => MediaStream | undefined
  /** How loud it is now, 0 to 1. */
  readonly level: () => number
  readonly ask: () => Promise<void>
  readonly stop: () => void
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

async function open(): Promise<{ state: DeviceState; stream?: MediaStream }> {
  // Pages that are not served securely have no such thing, whatever the types say.
  if (!('mediaDevices' in navigator)) return { state: 'none' }
  try {
    return { state: 'picture', stream: await navigator.mediaDevices.getUserMedia({ video: true, audio: true }) }
  } catch (error) {
    if (nameOf(error) === 'NotAllowedError') return { state: 'denied' }
  }
  try {
    return { state: 'sound', stream: await navigator.mediaDevices.getUserMedia({ audio: true }) }
  } catch (error) {
    if (nameOf(error) === 'NotAllowedError') return { state: 'denied' }
    return { state: nameOf(error) === 'NotFoundError' ? 'missing' : 'busy' }
  }
}

/** Camera and microphone of this device, let go of when the page no longer shows them. */
export function createDevices(): Devices {
  const [state, setState] = createSignal<DeviceState>('unasked')
  const [stream, setStream] = createSignal<MediaStream>()
  const [level, setLevel] = createSignal(0)
  let audio: AudioContext | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function listen(to: MediaStream): void {
    audio = new AudioContext()
    const analyser = audio.createAnalyser()
    audio.createMediaStreamSource(to).connect(analyser)
    const samples = new Uint8Array(analyser.fftSize)
    timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples)
      setLevel(Math.min(1, (Math.max(...samples) - 128) / 64))
    }, 100)
  }
  function stop(): void {
    clearInterval(timer)
    void audio?.close()
    audio = undefined
    for (const track of stream()?.getTracks() ?? []) track.stop()
    setStream(undefined)
    setLevel(0)
  }
  onCleanup(stop)
  return {
    state,
    stream,
    level,
    stop,
    async ask() {
      stop()
      const opened = await open()
      setState(opened.state)
      setStream(opened.stream)
      if (opened.stream && opened.stream.getAudioTracks().length > 0) listen(opened.stream)
    },
  }
}
