using System.Text;

namespace Plimsoll.Build.Tools;

/// <summary>Splits what is typed as one text into arguments: at blanks, unless they are in double quotes. No shell reads it.</summary>
internal sealed class CommandText
{
    private readonly List<string> _arguments = [];
    private readonly StringBuilder _current = new();
    private bool _begun;
    private bool _quoted;

    /// <summary>Splits a text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var command = new CommandText();
        command.Append(text);
        return command.ToList();
    }

    /// <summary>Appends text that was typed. A backslash before a double quote stands for the quote itself.</summary>
    public void Append(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
                AppendValue(text[++i].ToString());
            else if (text[i] == '"')
                (_quoted, _begun) = (!_quoted, true);
            else if (char.IsWhiteSpace(text[i]) && !_quoted)
                End();
            else
                AppendValue(text[i].ToString());
        }
    }

    /// <summary>Appends a value, which is never split.</summary>
    public void AppendValue(string value)
    {
        _current.Append(value);
        _begun |= value.Length > 0;
    }

    /// <summary>Ends an argument, if one has begun.</summary>
    public void End()
    {
        if (!_begun)
            return;
        _arguments.Add(_current.ToString());
        _current.Clear();
        _begun = false;
    }

    /// <summary>Ends the last argument and returns all.</summary>
    public List<string> ToList()
    {
        End();
        return [.. _arguments];
    }
}
