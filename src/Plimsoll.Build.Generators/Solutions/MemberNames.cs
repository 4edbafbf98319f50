using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>
/// The names of the members of one class: as NUKE makes them of names of projects and folders, <c>_</c> for what cannot be in a name, and
/// where that is taken with a number behind.
/// </summary>
internal sealed class MemberNames(string enclosing)
{
    private readonly HashSet<string> _taken = [enclosing];

    /// <summary>A property's name, <c>@</c> before a keyword.</summary>
    public string Property(string name) => Escape(Unique(Of(name)));

    /// <summary>The name of a folder's class.</summary>
    public string Class(string folder) => Unique("_" + Of(folder));

    private static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
            text.Append(SyntaxFacts.IsIdentifierPartCharacter(c) && !(text.Length == 0 && !SyntaxFacts.IsIdentifierStartCharacter(c)) ? c : '_');
        return text.Length == 0 ? "_" : Collapse(text.ToString());
    }

    /// <summary>One for several in a row.</summary>
    private static string Collapse(string name)
    {
        while (name.Contains("__"))
            name = name.Replace("__", "_");
        return name;
    }

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }
}
