// A workflow's module is loaded once for many runs and again at a replay: what it keeps outside a function is shared
// by strangers and lost at the next start.
const containers = new Set(['Map', 'Set', 'WeakMap', 'WeakSet'])
const message = 'State outside a function is shared by all workflows of a worker: keep it inside the workflow.'

function isContainer(node) {
  return node?.type === 'NewExpression' && node.callee.type === 'Identifier' && containers.has(node.callee.name)
}

/** A map that nobody can write is a constant, not state. */
function isReadonly(declarator) {
  const name = declarator.id.typeAnnotation?.typeAnnotation?.typeName?.name
  return typeof name === 'string' && name.startsWith('Readonly')
}

const noModuleState = {
  create(context) {
    return {
      VariableDeclaration(node) {
        const place = node.parent.type === 'ExportNamedDeclaration' ? node.parent.parent : node.parent
        if (place.type !== 'Program') return
        const isState = node.kind !== 'const' || node.declarations.some((one) => isContainer(one.init) && !isReadonly(one))
        if (isState) context.report({ node, message })
      },
    }
  },
}

export default { meta: { name: 'workflow' }, rules: { 'no-module-state': noModuleState } }
