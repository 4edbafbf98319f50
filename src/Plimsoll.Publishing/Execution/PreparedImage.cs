namespace Plimsoll.Publishing.Execution;

/// <summary>One image of a run.</summary>
/// <param name="Name">What the run calls it.</param>
/// <param name="Prepared">The image, planned.</param>
public sealed record PreparedImage(string Name, PreparedPublish Prepared);
