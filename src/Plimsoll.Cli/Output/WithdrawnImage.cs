namespace Plimsoll.Cli.Output;

/// <summary>The image that a rollback withdraws and holds.</summary>
internal sealed record WithdrawnImage(string Image, string? Version, string? Reason);
