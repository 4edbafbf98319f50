using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Keys;

/// <summary>A program with its arguments as somebody wrote them in a line: separated by spaces, with quotes around what has some. No shell reads it.</summary>
internal static class CommandLine
{
    /// <summary>Takes it apart. Between quotes of either kind everything is as it is; a backslash is a character like any other, as in paths of Windows.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="PlimsollException">It is empty, or a quote is not closed (exit code 2).</exception>
    public static IReadOnlyList<string> Split(string line, string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isWord = false;
        char? quote = null;
        foreach (var character in line)
            if (quote is not null)
            {
                if (character == quote)
                    quote = null;
                else
                    word.Append(character);
            }
            else if (character is '"' or '\'')
            {
                quote = character;
                isWord = true;
            }
            else if (!char.IsWhiteSpace(character))
            {
                word.Append(character);
                isWord = true;
            }
            else if (isWord)
                Finish();

        if (quote is not null)
            throw PlimsollException.Usage($"{name} has a quote that is not closed.");
        if (isWord)
            Finish();
        return words.Count > 0 ? words : throw PlimsollException.Usage($"{name} is empty.", "Write the program and its arguments.");

        void Finish()
        {
            words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }
}
