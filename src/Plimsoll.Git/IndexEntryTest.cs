namespace Plimsoll.Git;

/// <summary>Says whether the file of an entry is unchanged.</summary>
internal delegate bool IndexEntryTest(scoped IndexEntry entry);
