/**
 * The borders of docs/architecture.md, checked:
 * kernel ← access, texts, charts, methods ← platform ← modules ← routes, cli, server
 */
const within = (folders) => `^src/(${folders})(/|$)`
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^src/', pathNot: allowed },
})

export default {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    only('kernel imports nothing', within('kernel'), within('kernel')),
    only('access asks the kernel', within('access'), within('kernel|access')),
    {
      name: 'texts are pure; they may know the types of what they name',
      severity: 'error',
      from: { path: within('texts') },
      to: { path: '^src/', pathNot: within('kernel|access|texts'), dependencyTypesNot: ['type-only'] },
    },
    only('charts are pure', within('charts'), within('kernel|access|texts|charts')),
    only('methods are pure', within('methods'), within('kernel|methods')),
    only(
      'platform knows no module',
      within('platform'),
      within('kernel|access|texts|charts|methods|platform'),
    ),
    only(
      'modules know no page',
      within('modules'),
      within('kernel|access|texts|charts|methods|platform|modules'),
    ),
    {
      name: 'ui uses pure code and the rules of modules',
      severity: 'error',
      from: { path: within('ui'), pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/',
        pathNot: `${within('kernel|access|texts|charts|ui')}|^src/modules/[^/]+/[a-z-]*(rules|contract)[a-z-]*\\.ts$`,
      },
    },
    {
      name: 'modules meet through public.ts',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/modules/',
        pathNot: '^src/modules/$1/|/[a-z-]*public\\.ts$|/[a-z-]*(rules|contract)[a-z-]*\\.ts$',
      },
    },
    {
      name: 'pages use public.ts of modules',
      severity: 'error',
      from: { path: within('routes'), pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/', pathNot: '/[a-z-]*public\\.ts$|/[a-z-]*(rules|contract)[a-z-]*\\.ts$' },
    },
    {
      name: 'rules import no packages and no layers above',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/[a-z-]*rules\\.ts$' },
      to: { path: 'node_modules|^src/(platform|routes|server|ui)|/(queries|commands|api)[a-z-]*\\.ts$' },
    },
    {
      name: 'queries do not reach up',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/[a-z-]*queries[a-z-]*\\.ts$' },
      to: { path: '^src/modules/[^/]+/([a-z-]*commands|api)[a-z-]*\\.ts$' },
    },
    {
      name: 'kernel imports no packages',
      severity: 'error',
      from: { path: within('kernel'), pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'no orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot:
          '\\.test\\.ts$|\\.d\\.ts$|^src/(routes|cli|server)/|hooks|service-worker|texts/|worker\\.ts$',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src|node_modules',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'svelte', 'default'],
      extensions: ['.ts', '.svelte', '.js'],
    },
    exclude: { path: '\\$(app|env)|\\./\\$types' },
  },
}
