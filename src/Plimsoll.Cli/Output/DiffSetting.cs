namespace Plimsoll.Cli.Output;

/// <summary>A setting that differs.</summary>
/// <param name="Name">The setting, such as entrypoint or env PATH.</param>
/// <param name="Before">Its value in the first image.</param>
/// <param name="After">Its value in the second image.</param>
internal sealed record DiffSetting(string Name, string? Before, string? After);
