import {
  handover,
  handoverResponse,
  importResponse,
  passwordIssued,
  passwordsHandedOut,
  passwordsWanted,
  passwordReset,
  peopleImport,
  peopleQuery,
  peopleResponse,
  personChange,
  unitChange,
  unitPreview,
} from '../../../shared/api/administration.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { handOver } from './handover.ts';
import { importPeople } from './people-import.ts';
import { handOutPasswords, resetPassword } from './people-passwords.ts';
import { changePerson, listPeople } from './people.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { changeUnit, previewUnit } from './units.ts';

const PEOPLE: Access = { kind: 'permission', permission: 'admin.people' };
const tags = ['administration'];

/** A hash of a password, or hundreds of rows: so many requests of another kind. */
const HEAVY = 10;

export function registerPeopleRoutes(app: App, { pool, clock }: AdministrationDependencies): void {
  app.get(
    '/admin/v1/people',
    {
      config: { access: PEOPLE },
      schema: {
        summary: 'People of my units with their roles',
        tags,
        querystring: peopleQuery,
        response: { 200: peopleResponse },
      },
    },
    (request) => listPeople(pool, clock, request.caller, request.query),
  );
  app.post(
    '/admin/v1/people',
    {
      config: { access: PEOPLE },
      schema: { summary: 'Add or change a person, give or take a role', tags, body: personChange },
    },
    async (request, reply) => {
      await changePerson(pool, clock, request.caller, request.body);
      return reply.code(204).send();
    },
  );
  app.post(
    '/admin/v1/people/password',
    {
      config: { access: PEOPLE, weight: HEAVY },
      schema: {
        summary: 'Give a person a password to begin with; ends his sessions',
        tags,
        body: passwordReset,
        response: { 200: passwordIssued },
      },
    },
    async (request) => ({
      password: await resetPassword(pool, clock, request.caller, request.body.staff_no),
    }),
  );
  app.post(
    '/admin/v1/people/passwords',
    {
      config: { access: PEOPLE },
      schema: {
        summary: 'Give passwords to begin with to people who have none',
        tags,
        body: passwordsWanted,
        response: { 200: passwordsHandedOut },
      },
    },
    async (request) => ({
      handed_out: await handOutPasswords(pool, clock, request.caller, request.body.staff_nos),
    }),
  );
  app.post(
    '/admin/v1/people/import',
    {
      config: { access: PEOPLE, weight: HEAVY },
      schema: {
        summary: 'Look at a sheet of people row by row, or write its good rows',
        tags,
        body: peopleImport,
        response: { 200: importResponse },
      },
    },
    (request) => importPeople(pool, clock, request.caller, request.body),
  );
  app.post(
    '/admin/v1/people/handover',
    {
      config: { access: PEOPLE },
      schema: {
        summary: 'Give all communities of a person to another',
        tags,
        body: handover,
        response: { 200: handoverResponse },
      },
    },
    (request) => handOver(pool, clock, request.caller, request.body),
  );
  app.post(
    '/admin/v1/units/preview',
    {
      config: { access: PEOPLE },
      schema: {
        summary: 'What a change of a unit would touch; writes nothing',
        tags,
        body: unitChange,
        response: { 200: unitPreview },
      },
    },
    (request) => previewUnit(pool, clock, request.caller, request.body),
  );
  app.post(
    '/admin/v1/units',
    {
      config: { access: PEOPLE },
      schema: { summary: 'Add, rename, move, retire or revive a unit', tags, body: unitChange },
    },
    async (request, reply) => {
      await changeUnit(pool, clock, request.caller, request.body);
      return reply.code(204).send();
    },
  );
}
