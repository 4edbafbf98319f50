namespace Plimsoll.Tags.Context;

/// <summary>One commit.</summary>
/// <param name="Id">The object id in lower-case hexadecimal: 40 digits, or 64 in a sha256 repository.</param>
/// <param name="AbbreviatedId">The first seven digits, or more where seven name more than one object of the repository.</param>
/// <param name="AuthorDate">When the change was written.</param>
/// <param name="CommitDate">When the commit was made: what reproducible builds use as their time.</param>
/// <param name="Message">The whole message; foreign text.</param>
public sealed record Commit(string Id, string AbbreviatedId, DateTimeOffset AuthorDate, DateTimeOffset CommitDate, string Message);
