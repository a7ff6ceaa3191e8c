package app.proca.notify.faults;

/** A campaign got a new title; titles of one campaign are never used twice. */
record Change(long campaign, String title) {}
