import { at } from './values/path.js';

/** An export of postings that is known by its keys, and how a manifest reads it. */
export interface Shape {
  readonly name: string;
  /** The paths that its records have. */
  readonly keys: readonly string[];
  /** Where a record's id may stand, the first that tells all of them apart. */
  readonly ids: readonly string[];
  /** The fields with the description: some exports have what is asked for beside what is to be done. */
  readonly texts: readonly string[];
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
    keys: ['absolute_url', 'updated_at', 'title'],
    ids: ['id'],
    texts: ['description'],
    fields: {
      title: name('title'), description: html('content'), company: name('company_name'),
      location: name('location.name'), departments: names('departments[].name'), offices: names('offices[].name'),
      updated: day('updated_at'), published: day('first_published'),
    },
  },
  {
    name: 'Lever',
    keys: ['text', 'hostedUrl', 'categories'],
    ids: ['id'],
    texts: ['description', 'lists', 'additional'],
    fields: {
      title: name('text'), description: text('descriptionPlain'), lists: html('lists[].content'),
      additional: text('additionalPlain'),
      team: name('categories.team'), department: name('categories.department'), location: name('categories.location'),
      locations: names('categories.allLocations', { split: 'none' }), country: name('country'),
      commitment: name('categories.commitment'), workplace: name('workplaceType'), created: day('createdAt'),
      pay_low: number('salaryRange.min'), pay_high: number('salaryRange.max'), currency: name('salaryRange.currency'),
      period: name('salaryRange.interval'),
    },
  },
  {
    name: 'Ashby',
    keys: ['title', 'jobUrl', 'employmentType'],
    ids: ['id'],
    texts: ['description'],
    fields: {
      title: name('title'), description: html('descriptionHtml'), department: name('department'), team: name('team'),
      location: name('location'), remote: flag('isRemote'), employment: name('employmentType'),
      workplace: name('workplaceType'), published: day('publishedAt'),
      pay: name('compensation.compensationTierSummary'),
      pay_low: number('compensation.summaryComponents[compensationType=Salary].minValue'),
      pay_high: number('compensation.summaryComponents[compensationType=Salary].maxValue'),
      currency: name('compensation.summaryComponents[compensationType=Salary].currencyCode'),
      period: name('compensation.summaryComponents[compensationType=Salary].interval'),
    },
  },
  {
    name: 'Workable',
    keys: ['title', 'shortcode', 'department'],
    ids: ['shortcode'],
    texts: ['description', 'requirements', 'benefits'],
    fields: {
      title: name('title'), description: html('description'), requirements: html('requirements'),
      benefits: html('benefits'),
      department: name('department'), city: name('city'), country: name('country'), remote: flag('telecommuting'),
      employment: name('employment_type'), published: day('published_on'),
    },
  },
  {
    name: 'Workable',
    keys: ['title', 'shortcode', 'full_title', 'location.location_str'],
    ids: ['shortcode'],
    texts: ['description', 'requirements', 'benefits'],
    fields: {
      title: name('title'), description: html('description'), requirements: html('requirements'),
      benefits: html('benefits'), department: name('department'), city: name('location.city'),
      country: name('location.country'), remote: flag('location.telecommuting'),
      workplace: name('location.workplace_type'), employment: name('employment_type'), state: name('state'),
      created: day('created_at'), pay_low: number('salary.salary_from'), pay_high: number('salary.salary_to'),
      currency: name('salary.salary_currency'),
    },
  },
  {
    name: 'SmartRecruiters',
    keys: ['name', 'releasedDate', 'company.identifier'],
    ids: ['id'],
    texts: ['description', 'qualifications', 'additional'],
    fields: {
      title: name('name'), description: html('jobAd.sections.jobDescription.text'),
      qualifications: html('jobAd.sections.qualifications.text'),
      additional: html('jobAd.sections.additionalInformation.text'), company: name('company.name'),
      city: name('location.city'), country: name('location.country'), remote: flag('location.remote'),
      department: name('department.label'), level: name('experienceLevel.label'),
      employment: name('typeOfEmployment.label'), released: day('releasedDate'),
    },
  },
  {
    name: 'USAJOBS',
    keys: ['MatchedObjectDescriptor.PositionTitle'],
    ids: ['MatchedObjectId'],
    texts: ['description', 'duties', 'qualifications', 'requirements'],
    fields: {
      title: name('MatchedObjectDescriptor.PositionTitle'),
      description: text('MatchedObjectDescriptor.UserArea.Details.JobSummary'),
      duties: text('MatchedObjectDescriptor.UserArea.Details.MajorDuties[]'),
      qualifications: text('MatchedObjectDescriptor.QualificationSummary'),
      requirements: text('MatchedObjectDescriptor.UserArea.Details.Requirements'),
      organization: name('MatchedObjectDescriptor.OrganizationName'),
      department: name('MatchedObjectDescriptor.DepartmentName'),
      categories: names('MatchedObjectDescriptor.JobCategory[].Name', { split: 'none' }),
      locations: names('MatchedObjectDescriptor.PositionLocation[].LocationName', { split: 'none' }),
      opened: day('MatchedObjectDescriptor.PublicationStartDate'),
      pay_low: number('MatchedObjectDescriptor.PositionRemuneration[0].MinimumRange'),
      pay_high: number('MatchedObjectDescriptor.PositionRemuneration[0].MaximumRange'),
      period: name('MatchedObjectDescriptor.PositionRemuneration[0].Description'),
    },
  },
  {
    name: 'Adzuna',
    keys: ['redirect_url', 'title', 'created', 'category.label'],
    ids: ['id'],
    texts: ['description'],
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
    ids: ['identifier.value', 'identifier'],
    texts: ['description', 'responsibilities', 'qualifications', 'skills'],
    fields: {
      title: name('title'), description: text('description'),
      responsibilities: text('responsibilities[]'), qualifications: text('qualifications[]'), skills: text('skills[]'),
      organization: name('hiringOrganization'),
      posted: day('datePosted'), employment: names('employmentType[]'),
      cities: names('jobLocation[].address.addressLocality', { split: 'none' }),
      countries: names('jobLocation[].address.addressCountry', { split: 'none' }),
      remote: name('jobLocationType'), currency: name('baseSalary.currency'), pay: number('baseSalary.value.value'),
      pay_low: number('baseSalary.value.minValue'),
      pay_high: number('baseSalary.value.maxValue'), period: name('baseSalary.value.unitText'),
    },
  },
  {
    name: 'LinkedIn',
    keys: ['job_id', 'title', 'description', 'formatted_work_type'],
    ids: ['job_id'],
    texts: ['description', 'skills'],
    fields: {
      title: name('title'), description: text('description'), skills: text('skills_desc'),
      company: name('company_name'),
      location: name('location'), work_type: name('formatted_work_type'), level: name('formatted_experience_level'),
      pay_low: number('min_salary'),
      pay_high: number('max_salary'), period: name('pay_period'), currency: name('currency'),
      listed: day('listed_time'),
    },
  },
  {
    name: 'Glassdoor',
    keys: ['Job Title', 'Job Description', 'Company Name'],
    ids: [],
    texts: ['description'],
    fields: {
      title: name('Job Title'), description: text('Job Description'), company: name('Company Name'),
      location: name('Location'), pay_low: number('Salary Estimate', { pay: 'low', missing: ['-1'] }),
      pay_high: number('Salary Estimate', { pay: 'high', missing: ['-1'] }),
      currency: name('Salary Estimate', { pay: 'currency', missing: ['-1'] }),
      period: name('Salary Estimate', { pay: 'period', missing: ['-1'] }),
      rating: number('Rating', { missing: ['-1', '-1.0'] }), size: name('Size', { missing: ['-1'] }),
      ownership: name('Type of ownership', { missing: ['-1'] }), industry: name('Industry', { missing: ['-1'] }),
      sector: name('Sector', { missing: ['-1'] }), revenue: name('Revenue', { missing: ['-1'] }),
    },
  },
  {
    name: 'Hacker News',
    keys: ['objectID', 'comment_text', 'story_id'],
    ids: ['objectID'],
    texts: ['comment'],
    fields: {
      comment: html('comment_text'), author: name('author'), posted: day('created_at'), story: name('story_title'),
    },
  },
  {
    name: 'Hacker News',
    keys: ['author', 'text', 'parent_id', 'story_id'],
    ids: ['id'],
    texts: ['comment'],
    fields: {
      comment: html('text'), author: name('author'), posted: day('created_at'), parent: number('parent_id'),
      story: number('story_id'),
    },
  },
  {
    name: 'Hacker News',
    keys: ['by', 'text', 'time', 'parent'],
    ids: ['id'],
    texts: ['comment'],
    fields: { comment: html('text'), author: name('by'), posted: day('time'), parent: number('parent') },
  },
]; // biome-ignore format: a table

/** More than so many of the records have all keys: exports hold some that were taken down, and have but an id. */
const share = 0.5;

/** The shape of some records, if they have one that is known. */
export function shapeOf(records: readonly object[]): Shape | undefined {
  const fits = ({ keys }: Shape): boolean =>
    records.length > 0 &&
    records.filter((record) => keys.every((key) => at(record, key) !== undefined)).length > share * records.length;
  return shapes.filter(fits).sort((a, b) => b.keys.length - a.keys.length)[0];
}
