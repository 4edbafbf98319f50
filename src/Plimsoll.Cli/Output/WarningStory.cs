using Plimsoll.Registries;

namespace Plimsoll.Cli.Output;

/// <summary>Tells what registries warn of.</summary>
internal sealed class WarningStory(Story story) : IProgress<RegistryWarning>
{
    public void Report(RegistryWarning value) => story.Warn($"{value.Registry} says: {value.Text}");
}
