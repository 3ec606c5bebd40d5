// Sends with the SDKs of PostHog what SdkTest expects to arrive. Arguments: server, token.
import { PostHog as Node } from 'posthog-node'
import Lite from 'posthog-js-lite'

const [host, token] = process.argv.slice(2)

const node = new Node(token, { host, flushAt: 5, flushInterval: 0 })
const errors = []
node.on('error', (error) => errors.push(String(error)))
node.capture({ distinctId: 'node-anon', event: 'node first', properties: { price: 9.5, text: 'Grüße 🌿' } })
node.alias({ distinctId: 'node-user', alias: 'node-anon' })
node.identify({ distinctId: 'node-user', properties: { email: 'node@example.test' } })
node.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { name: 'Acme' } })
node.capture({ distinctId: 'node-user', event: 'node last', groups: { company: 'acme' } })
for (let i = 0; i < 100; i++) node.capture({ distinctId: 'node-user', event: 'node many', properties: { i } })
await node.shutdown(20_000)

const { PostHog } = Lite.PostHog ? Lite : await import('posthog-js-lite')
const lite = new PostHog(token, { host, persistence: 'memory', flushAt: 1, preloadFeatureFlags: false, captureHistoryEvents: false })
lite.on('error', (error) => errors.push(String(error)))
lite.capture('lite first', { colour: 'green' })
lite.identify('lite-user', { email: 'lite@example.test' })
lite.capture('lite last')
await lite.shutdown(20_000)

if (errors.length > 0) {
  console.error(errors.join('\n'))
  process.exit(1)
}
process.exit(0)
