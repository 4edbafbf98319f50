namespace Plimsoll.Build.Components;

/// <summary>A build with a configuration: <c>--configuration</c>.</summary>
public interface IHazConfiguration : IPlimsollBuild
{
    /// <summary>The configuration; the default is <c>Debug</c>, on a build server <c>Release</c>.</summary>
    [Parameter("Configuration that is compiled")]
    Configuration Configuration => TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}
