using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A command in YAML whose words stand in a list.</summary>
internal static class CommandWords
{
    /// <summary>Reads it: what a shell is given behind <c>-c</c> as a script, any other command by its words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="images">Where its images are left.</param>
    /// <param name="source">The text that the words stand in.</param>
    /// <param name="find">The syntax of the host's variables, none of which is known.</param>
    public static void Add(IReadOnlyList<SourceScalar> words, ShellImages images, SourceText source, PlaceholderFinder find)
    {
        var isShell = words.Count > 2 && words[0].Value.Split('/')[^1] is "sh" or "bash" or "ash" or "dash" or "zsh";
        for (var i = 1; isShell && i + 1 < words.Count && words[i].Value.StartsWith('-'); i++)
        {
            if (!words[i].Value.EndsWith('c'))
                continue;

            images.Add([words[i + 1]], find: find);
            return;
        }

        images.AddCommand([.. words.Select(word => ShellWord.Of(ScriptText.Of(source, word, find)))], find, [static _ => null]);
    }
}
