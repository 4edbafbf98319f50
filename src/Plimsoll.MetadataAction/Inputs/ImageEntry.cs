namespace Plimsoll.MetadataAction.Inputs;

/// <summary>One image of the input <c>images</c>.</summary>
/// <param name="Name">The name as it was written.</param>
/// <param name="IsEnabled">Whether tags are made for it.</param>
internal sealed record ImageEntry(string Name, bool IsEnabled);
