namespace Plimsoll.Publishing.Planning;

/// <summary>One image of a plan for several.</summary>
/// <param name="Name">What the run calls it.</param>
/// <param name="Plan">What would be done.</param>
public sealed record RunPlanEntry(string Name, PlannedImage Plan);
