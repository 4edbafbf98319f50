using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Tasks;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>Commands that Skaffold runs on the machine where it runs: hooks, custom builds and tests.</summary>
/// <param name="context">Where images are left.</param>
/// <param name="built">What Skaffold builds.</param>
internal sealed class SkaffoldCommands(ScanContext context, SkaffoldArtifacts built)
{
    private static readonly ScalarLookup NoVariables = static _ => null;

    private readonly ShellImages _images = new(context, FileKinds.Skaffold);

    /// <summary>Whether <c>command</c> behind a key is run there, and not in a container.</summary>
    public static bool IsHost(string parent) => parent is "before" or "after" or "host" or "custom" or "dependencies";

    /// <summary>Reads a command: a text for a shell, or words.</summary>
    public void Add(SourceNode command)
    {
        if (command is SourceScalar { IsNull: false } script)
        {
            Script(script);
            return;
        }

        var words = (command as SourceSequence)?.Items.OfType<SourceScalar>().ToList() ?? [];
        if (words.Count == 0 || !_images.Enters(command))
            return;

        var option = words.FindIndex(static word => word.Value.StartsWith('-') && word.Value.EndsWith('c'));
        if (option > 0 && option + 1 < words.Count && words[0].Value.Split('/')[^1] is "sh" or "bash")
            Script(words[option + 1]);
        else
            _images.AddCommand([.. words.Select(word => ShellWord.Of(ScriptText.Of(context.Source, word, BraceVariables.Find)))], BraceVariables.Find, [NoVariables]);
    }

    /// <summary>Leaves the images in the context, once all commands are read.</summary>
    public void Finish()
    {
        foreach (var name in built.Names)
            _images.AddBuilt(name);
        _images.Finish();
    }

    private void Script(SourceScalar script) => _images.Add([script], find: BraceVariables.Find);
}
