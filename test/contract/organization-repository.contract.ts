import { expect } from 'chai';
import type { Storage } from '../../src/adapters/outbound/storage.js';
import { OrganizationIdTaken, OrganizationNotFound } from '../../src/domain/organization/errors.js';
import { anId, anOrganization, NOW } from '../support/builders.js';
import { rejection } from '../support/rejection.js';

export function organizationRepositoryContract(open: () => Storage): void {
  describe('OrganizationRepository', () => {
    it('gives back every field as it was stored', async () => {
      const { organizations } = open();
      const organization = anOrganization({ name: 'Köln 🏭 "& Co."', defaultCountry: 'DE', uniqueEmails: true });
      await organizations.add(organization);
      expect((await organizations.find(organization.id))?.state).to.deep.equal(organization.state);
      expect(await organizations.find('nobody')).to.equal(undefined);
    });

    it('refuses an id that is taken', async () => {
      const { organizations } = open();
      const organization = anOrganization();
      await organizations.add(organization);
      expect(await rejection(organizations.add(anOrganization({ id: organization.id })))).to.be.instanceOf(
        OrganizationIdTaken,
      );
    });

    it('loses none of many parallel changes', async () => {
      const { organizations } = open();
      const organization = anOrganization({ name: '0' });
      await organizations.add(organization);
      const addOne = () =>
        organizations.update(organization.id, (found) =>
          found.change({ name: String(Number(found.state.name) + 1) }, NOW),
        );
      await Promise.all(Array.from({ length: 10 }, addOne));
      expect((await organizations.find(organization.id))?.state.name).to.equal('10');
      expect(await rejection(organizations.update('nobody', (found) => found))).to.be.instanceOf(OrganizationNotFound);
    });

    it('lists by id, behind an id', async () => {
      const { organizations } = open();
      const prefix = `z-${anId()}`;
      for (const letter of ['b', 'a', 'B', 'c']) await organizations.add(anOrganization({ id: `${prefix}-${letter}` }));
      const listed = await organizations.list(2, `${prefix}-B`);
      expect(listed.map(({ id }) => id)).to.deep.equal([`${prefix}-a`, `${prefix}-b`]);
    });

    it('tells every default country once', async () => {
      const { organizations } = open();
      for (const defaultCountry of ['SN', 'SN', null]) await organizations.add(anOrganization({ defaultCountry }));
      const countries = await organizations.defaultCountries();
      expect(countries).to.include.members(['SN', null]);
      expect(new Set(countries).size).to.equal(countries.length);
    });
  });
}
