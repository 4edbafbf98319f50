namespace Plimsoll.Cli.Commands;

/// <summary>Where a run's plan or record goes besides stdout.</summary>
/// <param name="Save">The file of the plan, or <c>null</c>.</param>
/// <param name="IsDetailed">Whether a plan's exit code tells of changes.</param>
/// <param name="Receipt">The file of the record, or <c>null</c> for one in the folder.</param>
/// <param name="Attaches">Whether each image's record is attached to it.</param>
internal sealed record RunOutputs(string? Save, bool IsDetailed, string? Receipt, bool Attaches);
