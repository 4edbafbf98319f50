namespace Plimsoll.Tags.Context;

/// <summary>An annotated git tag to be made.</summary>
/// <param name="Name">Without <c>refs/tags/</c>.</param>
/// <param name="CommitId">The commit that it is put at.</param>
/// <param name="Message">Its message, taken as it is but for blanks at the ends of lines.</param>
/// <param name="IsSigned">Whether git signs it, with the key and format of its configuration.</param>
internal sealed record NewGitTag(string Name, string CommitId, string Message, bool IsSigned = false);
