namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A fact that needs a <see cref="SmallDisk"/>, and is skipped where this user may not mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.SkipReason;
}
