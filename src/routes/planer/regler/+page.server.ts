import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listBoards, listServiceAreas } from '#modules/organisation/public.ts'
import { getSetting, listAreaRules, setAreaRule, setPlanning, standardRule } from '#modules/plans/public.ts'
import { getCalculation, setCalculation } from '#modules/proposals/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { ruleTexts as t } from '#texts/sv/plans-decisions.ts'
import { calculationTexts } from '#texts/sv/proposals.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const boards = (await listBoards(tx)).filter((board) =>
      may(actor, 'areaRule.change', { boardId: board.id }),
    )
    const board = found(boards.find((one) => one.id === url.searchParams.get('namnd')) ?? boards[0])
    const own = new Map((await listAreaRules(tx, board.id)).map((rule) => [rule.serviceAreaId, rule]))
    return {
      boards,
      board,
      setting: await getSetting(tx, board.id),
      calculation: await getCalculation(tx, board.id),
      rules: (await listServiceAreas(tx)).map((area) => ({
        name: area.name,
        isOwn: own.has(area.id),
        ...(own.get(area.id) ?? { ...standardRule, serviceAreaId: area.id, revision: 0 }),
      })),
      commandId: uuidv7(),
    }
  })

const back = (form: string) => `/planer/regler?namnd=${form}`

export const actions: Actions = {
  omrade: async (event) => {
    let boardId = ''
    return submit(event, setAreaRule, {
      input: (form) => {
        boardId = form.text('namnd')
        return { ...ruleFrom(form), boardId }
      },
      names: {
        sharePercent: 'andel',
        inDepthEvery: 'djup',
        choiceSystemMonths: 'lov',
        procuredMonths: 'lou',
        ground: 'grund',
      },
      then: () => back(boardId),
      done: t.saved,
    })
  },
  namnden: async (event) => {
    let boardId = ''
    return submit(event, setPlanning, {
      input: (form) => {
        boardId = form.text('namnd')
        return {
          boardId,
          revision: form.number('revision') ?? 0,
          fixedBy: form.text('plan') as 'board', // the shape refuses any other word
          changedBy: form.text('andring') as 'board', // the shape refuses any other word
          delegationPoint: form.text('delegation'),
          selfCheckEvery: form.number('egen') ?? 0,
          selfCheckFirst: form.number('egenfran') ?? 0,
          reportMonths: form.number('rapport') ?? 0,
          decideByMonth: form.number('senast') ?? 12,
          prepareWeeks: form.number('forbered') ?? Number.NaN,
          needsRiskAnalysis: form.checked('risk'),
          answerableUnit: form.text('enhet'),
        }
      },
      names: {
        delegationPoint: 'delegation',
        selfCheckEvery: 'egen',
        selfCheckFirst: 'egenfran',
        prepareWeeks: 'forbered',
        answerableUnit: 'enhet',
      },
      then: () => back(boardId),
      done: t.savedPlanning,
    })
  },
  berakning: (event) => {
    let boardId = ''
    return submit(event, setCalculation, {
      input: (form) => {
        boardId = form.text('namnd')
        return { ...calculationFrom(form), boardId, revision: form.number('revision') ?? 0 }
      },
      names: {
        reservePercent: 'reserv',
        monthsBetween: 'mellan',
        professionsPerTeam: 'yrken',
        reportsPerMeeting: 'rapporter',
        extraFromRisk: 'extra',
        ...Object.fromEntries(profileFields.map((field, at) => [`monthProfile.${at}`, field])),
      },
      then: () => `${back(boardId)}#berakning`,
      done: calculationTexts.saved,
    })
  },
}

const profileFields = Array.from({ length: 12 }, (_, at) => `profil-${at + 1}`)

function calculationFrom(form: FormReader) {
  const number = (name: string) => form.number(name) ?? Number.NaN
  return {
    reservePercent: number('reserv'),
    monthsBetween: number('mellan'),
    professionsPerTeam: number('yrken'),
    reportsPerMeeting: number('rapporter'),
    extraFromRisk: number('extra'),
    monthProfile: profileFields.map(number),
  }
}

function ruleFrom(form: FormReader) {
  const coverage = form.text('tackning') as 'everyUnit' | 'share' | 'area' | 'none' // the shape refuses others
  return {
    serviceAreaId: form.text('omrade'),
    revision: form.number('revision') ?? 0,
    coverage,
    sharePercent: coverage === 'share' ? (form.number('andel') ?? null) : null,
    inDepthEvery: form.number('djup') ?? 0,
    inDepthOf: form.text('djupav') as 'unit' | 'area', // the shape refuses any other word
    choiceSystemMonths: form.number('lov') ?? 0,
    procuredMonths: form.number('lou') ?? 0,
    lastYearActions: form.checked('atgarder'),
    needsSas: form.checked('sas'),
    ground: form.text('grund'),
  }
}
