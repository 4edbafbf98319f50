namespace Plimsoll.Publishing.Comparison;

/// <summary>A setting of the configuration that differs.</summary>
/// <param name="Name">The setting, such as <c>entrypoint</c>, <c>env PATH</c> or <c>label org.opencontainers.image.version</c>.</param>
/// <param name="Before">The value in the first image; <c>null</c> for none.</param>
/// <param name="After">The value in the second image; <c>null</c> for none.</param>
public sealed record SettingChange(string Name, string? Before, string? After)
{
    /// <summary>How it differs.</summary>
    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;
}
