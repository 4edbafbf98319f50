using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Tasks;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>Commands that Skaffold runs on the machine where it runs: hooks, custom builds and tests.</summary>
/// <param name="context">Where images are left.</param>
/// <param name="built">What Skaffold builds.</param>
internal sealed class SkaffoldCommands(ScanContext context, SkaffoldArtifacts built)
{
    private readonly ShellImages _images = new(context, FileKinds.Skaffold);

    /// <summary>Whether <c>command</c> behind a key is run there, and not in a container.</summary>
    public static bool IsHost(string parent) => parent is "before" or "after" or "host" or "custom" or "dependencies";

    /// <summary>Reads a command: a text for a shell, or words.</summary>
    public void Add(SourceNode command)
    {
        if (command is SourceScalar { IsNull: false } script)
            _images.Add([script], find: BraceVariables.Find);
        else if (command is SourceSequence list && _images.Enters(list))
            CommandWords.Add([.. list.Items.OfType<SourceScalar>()], _images, context.Source, BraceVariables.Find);
    }

    /// <summary>Leaves the images in the context, once all commands are read.</summary>
    public void Finish()
    {
        foreach (var name in built.Names)
            _images.AddBuilt(name);
        _images.Finish();
    }
}
