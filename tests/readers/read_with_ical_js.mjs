// Reads calendar files named on the command line with ical.js (Thunderbird's and Nextcloud's parser) and prints what a
// program would show: for each file a list of events with moments in UTC, or days. The zones are those of the file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { default: ICAL } = await import(pathToFileURL(require.resolve("ical.js")));

const moment = (time) => {
  if (!time) {
    return null;
  }
  if (time.isDate) {
    return time.toString();
  }
  const seconds = time.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime();
  return new Date(seconds * 1000).toISOString().replace(".000Z", "+00:00");
};

const event = (component) => ({
  uid: component.getFirstPropertyValue("uid"),
  start: moment(component.getFirstPropertyValue("dtstart")),
  end: moment(component.getFirstPropertyValue("dtend")),
  status: component.getFirstPropertyValue("status"),
  sequence: component.getFirstPropertyValue("sequence"),
  summary: component.getFirstPropertyValue("summary"),
  description: component.getFirstPropertyValue("description"),
  location: component.getFirstPropertyValue("location"),
  url: component.getFirstPropertyValue("url"),
});

const read = (path) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  return calendar.getAllSubcomponents("vevent").map(event);
};

process.stdout.write(JSON.stringify(files.map(read)));
