import './visit.css'
import type { JSX } from 'solid-js'
import { onMount } from 'solid-js'
import { Frame } from '../frame.tsx'
import { announce } from '../lang.ts'
import { createDevices } from './devices.ts'
import { DeviceCheck } from './preview.tsx'
import { said } from './words.ts'

/** Stands in for the room where no video server is set up. */
export function DemoRoomPage(): JSX.Element {
  const devices = createDevices()
  announce(() => said().demoTitle)
  onMount(() => void devices.ask())
  return (
    <Frame about={said().about}>
      <section class="card room">
        <h1>{said().demoTitle}</h1>
        <p>{said().demoWhy}</p>
        <DeviceCheck devices={devices} />
      </section>
    </Frame>
  )
}
