using Nuke.Common;

interface IHaveConfiguration : INukeBuild
{
    [Parameter("Configuration to build")]
    Configuration Configuration => TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}
