import { at } from './values/path.js';

/** An export of postings that is known by its keys, and how a manifest reads it. */
export interface Shape {
  readonly name: string;
  /** The paths that every record has. */
  readonly keys: readonly string[];
  readonly id: string;
  /** The field with the description. */
  readonly text: string;
  /** Each field as a manifest states it; those whose path no record has are left out. */
  readonly fields: Readonly<
    Record<string, { readonly kind: string; readonly from: string } & Readonly<Record<string, unknown>>>
  >;
}

const name = (from: string, more: object = {}) => ({ kind: 'name', from, ...more });
const names = (from: string, more: object = {}) => ({ kind: 'names', from, ...more });
const number = (from: string, more: object = {}) => ({ kind: 'number', from, ...more });
const day = (from: string) => ({ kind: 'day', from });
const flag = (from: string) => ({ kind: 'flag', from });
const html = (from: string) => ({ kind: 'text', from, html: true });
const text = (from: string) => ({ kind: 'text', from });

/** The exports that are known. Where several fit, the one with the most keys is meant. */
export const shapes: readonly Shape[] = [
  {
    name: 'Greenhouse',
    keys: ['absolute_url', 'updated_at', 'title', 'content'],
    id: 'id',
    text: 'description',
    fields: {
      title: name('title'), description: html('content'), company: name('company_name'),
      location: name('location.name'), departments: names('departments[].name'), offices: names('offices[].name'),
      updated: day('updated_at'), published: day('first_published'),
    },
  },
  {
    name: 'Lever',
    keys: ['text', 'hostedUrl', 'categories'],
    id: 'id',
    text: 'description',
    fields: {
      title: name('text'), description: text('descriptionPlain'), lists: html('lists[].content'),
      team: name('categories.team'), department: name('categories.department'), location: name('categories.location'),
      commitment: name('categories.commitment'), workplace: name('workplaceType'), created: day('createdAt'),
      pay_low: number('salaryRange.min'), pay_high: number('salaryRange.max'), currency: name('salaryRange.currency'),
      period: name('salaryRange.interval'),
    },
  },
  {
    name: 'Ashby',
    keys: ['title', 'jobUrl', 'employmentType'],
    id: 'id',
    text: 'description',
    fields: {
      title: name('title'), description: html('descriptionHtml'), department: name('department'), team: name('team'),
      location: name('location'), remote: flag('isRemote'), employment: name('employmentType'),
      published: day('publishedAt'), pay: name('compensation.compensationTierSummary'),
    },
  },
  {
    name: 'Workable',
    keys: ['title', 'shortcode', 'department'],
    id: 'shortcode',
    text: 'description',
    fields: {
      title: name('title'), description: html('description'), requirements: html('requirements'),
      department: name('department'), city: name('city'), country: name('country'), remote: flag('telecommuting'),
      employment: name('employment_type'), published: day('published_on'),
    },
  },
  {
    name: 'SmartRecruiters',
    keys: ['name', 'releasedDate', 'company.identifier'],
    id: 'id',
    text: 'description',
    fields: {
      title: name('name'), description: html('jobAd.sections.jobDescription.text'),
      qualifications: html('jobAd.sections.qualifications.text'), company: name('company.name'),
      city: name('location.city'), country: name('location.country'), remote: flag('location.remote'),
      department: name('department.label'), level: name('experienceLevel.label'),
      employment: name('typeOfEmployment.label'), released: day('releasedDate'),
    },
  },
  {
    name: 'USAJOBS',
    keys: ['MatchedObjectId', 'MatchedObjectDescriptor.PositionTitle'],
    id: 'MatchedObjectId',
    text: 'description',
    fields: {
      title: name('MatchedObjectDescriptor.PositionTitle'),
      description: text('MatchedObjectDescriptor.UserArea.Details.JobSummary'),
      qualifications: text('MatchedObjectDescriptor.QualificationSummary'),
      organization: name('MatchedObjectDescriptor.OrganizationName'),
      locations: names('MatchedObjectDescriptor.PositionLocation[].LocationName'),
      opened: day('MatchedObjectDescriptor.PublicationStartDate'),
      pay_low: number('MatchedObjectDescriptor.PositionRemuneration[0].MinimumRange'),
      pay_high: number('MatchedObjectDescriptor.PositionRemuneration[0].MaximumRange'),
      period: name('MatchedObjectDescriptor.PositionRemuneration[0].Description'),
    },
  },
  {
    name: 'Adzuna',
    keys: ['redirect_url', 'title', 'created', 'category.label'],
    id: 'id',
    text: 'description',
    fields: {
      title: name('title'), description: text('description'), company: name('company.display_name'),
      location: name('location.display_name'), areas: names('location.area'), category: name('category.label'),
      created: day('created'), contract: name('contract_type'), hours: name('contract_time'),
      pay_low: number('salary_min'), pay_high: number('salary_max'),
    },
  },
  {
    name: 'schema.org JobPosting',
    keys: ['@type', 'title', 'hiringOrganization'],
    id: 'identifier.value',
    text: 'description',
    fields: {
      title: name('title'), description: text('description'), organization: name('hiringOrganization.name'),
      posted: day('datePosted'), employment: names('employmentType[]'),
      cities: names('jobLocation[].address.addressLocality', { split: 'none' }),
      countries: names('jobLocation[].address.addressCountry', { split: 'none' }),
      currency: name('baseSalary.currency'), pay_low: number('baseSalary.value.minValue'),
      pay_high: number('baseSalary.value.maxValue'), period: name('baseSalary.value.unitText'),
    },
  },
  {
    name: 'LinkedIn',
    keys: ['job_id', 'title', 'description', 'formatted_work_type'],
    id: 'job_id',
    text: 'description',
    fields: {
      title: name('title'), description: text('description'), company: name('company_name'), location: name('location'),
      work_type: name('formatted_work_type'), level: name('formatted_experience_level'), pay_low: number('min_salary'),
      pay_high: number('max_salary'), period: name('pay_period'), currency: name('currency'),
      listed: day('listed_time'),
    },
  },
  {
    name: 'Glassdoor',
    keys: ['Job Title', 'Job Description', 'Company Name'],
    id: '',
    text: 'description',
    fields: {
      title: name('Job Title'), description: text('Job Description'), company: name('Company Name'),
      location: name('Location'), pay_low: number('Salary Estimate', { pay: 'low', missing: ['-1'] }),
      pay_high: number('Salary Estimate', { pay: 'high', missing: ['-1'] }),
      rating: number('Rating', { missing: ['-1', '-1.0'] }), size: name('Size', { missing: ['-1'] }),
      ownership: name('Type of ownership', { missing: ['-1'] }), industry: name('Industry', { missing: ['-1'] }),
      sector: name('Sector', { missing: ['-1'] }), revenue: name('Revenue', { missing: ['-1'] }),
    },
  },
  {
    name: 'Hacker News',
    keys: ['objectID', 'comment_text', 'story_id'],
    id: 'objectID',
    text: 'comment',
    fields: {
      comment: html('comment_text'), author: name('author'), posted: day('created_at'), story: name('story_title'),
    },
  },
]; // biome-ignore format: a table

/** The shape of some records, if they have one that is known. */
export function shapeOf(records: readonly object[]): Shape | undefined {
  const fits = ({ keys }: Shape): boolean =>
    records.length > 0 && keys.every((key) => records.every((record) => at(record, key) !== undefined));
  return shapes.filter(fits).sort((a, b) => b.keys.length - a.keys.length)[0];
}
