namespace Plimsoll.Publishing.Migration;

/// <summary>A member or type of NUKE, and what it is in Plimsoll.Build.</summary>
/// <param name="Area">What it is for.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, without type and namespace.</param>
/// <param name="Ours">The type of Plimsoll.Build, or type and member with a dot between them; <c>null</c> where there is none.</param>
/// <param name="Advice">What to use instead, where there is none.</param>
internal sealed record NukeMember(string Area, NukeMemberKind Kind, string Name, string? Ours, string? Advice);
