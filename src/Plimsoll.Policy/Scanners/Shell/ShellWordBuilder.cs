using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A word that is being read.</summary>
/// <param name="script">Where it stands.</param>
internal sealed class ShellWordBuilder(ScriptText script)
{
    private readonly StringBuilder _text = new();
    private readonly List<TextRange> _places = [];
    private readonly List<ShellExpansion> _expansions = [];

    public bool IsQuoted { get; set; }

    public IReadOnlyList<ShellWord>? Items { get; set; }

    public bool IsEmpty => _text.Length == 0 && !IsQuoted;

    /// <summary>Whether only digits have been read: the number of a stream that is redirected.</summary>
    public bool IsNumber => _text.Length > 0 && !IsQuoted && _text.ToString().AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Whether an assignment's equals sign has just been read.</summary>
    public bool IsAssignment => _text.Length > 1 && _text[^1] == '=' && !IsQuoted && ShellNames.AssignmentEnd(_text.ToString()) == _text.Length;

    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    public void Add(char c, int start, int end)
    {
        // The mark of an expansion is no character of a text.
        _text.Append(c == ImageUse.Unknown ? '\uFFFD' : c);
        _places.Add(new TextRange(start, end));
    }

    public void Add(ShellExpansion expansion, int start, int end)
    {
        _text.Append(ImageUse.Unknown);
        _places.Add(new TextRange(start, end));
        _expansions.Add(expansion);
    }

    public ShellWord ToWord() => new(script, _text.ToString(), _places, _expansions, IsQuoted) { Items = Items };
}
