namespace Plimsoll.Publishing.Planning;

/// <summary>One image of a <see cref="RunPlanDocument"/>.</summary>
/// <param name="Name">What the run calls it.</param>
/// <param name="Plan">What would be done.</param>
internal sealed record RunPlanEntry(string Name, PlannedImage Plan);
