using CsCheck;
using Plimsoll.Publishing.Migration;

namespace Plimsoll.Publishing.Tests.Migration;

/// <summary>Sources of any pieces: nothing changes but the names that move, whatever is around them.</summary>
public sealed class GeneratedSourceTests
{
    /// <summary>Pieces that stay, although most of them speak of NUKE.</summary>
    private static readonly string[] Kept =
    [
        "// : NukeBuild and \"INukeBuild", "/* using Nuke.Common; 'NukeBuild' \" */", "/// <see cref=\"NukeBuild\"/>", "#region NukeBuild's \"", "#endregion",
        "var a = \"NukeBuild \\\" INukeBuild\";", "var b = @\"C:\\NukeBuild\\\"\" \";", "var c = $\"{{NukeBuild}} {x,5:NukeBuild} {y:HH:mm}\";", "var d = $@\"{x}\n NukeBuild \"\" {{\";",
        "var e = \"\"\"\n  \"\" NukeBuild {x}\n  \"\"\";", "var f = $$\"\"\"{NukeBuild} {{x}} {{{y}}}\"\"\";", "var g = '\"';", "var h = '\\'';", "var i = \"NukeBuild\"u8;",
        "x.NukeBuild();", "var j = $\"{(x ? \"}\" : \"{\")} NukeBuild\";", "var k = \"\";", "var l = $\"\";", "var m = a < b && c > d;", "int @class = 1;", "var n = global::System.Math.PI;", "é ß 漢",
    ];

    /// <summary>Pieces that move.</summary>
    private static readonly (string Before, string After)[] Moved =
    [
        ("class A : NukeBuild { }", "class A : PlimsollBuild { }"), ("NukeBuild x;", "PlimsollBuild x;"), ("interface B : /* a */ INukeBuild /* b */ { }", "interface B : /* a */ IPlimsollBuild /* b */ { }"),
        ("var o = $\"{NukeBuild.RootDirectory}\";", "var o = $\"{PlimsollBuild.RootDirectory}\";"), ("var p = $$\"\"\"{{NukeBuild.X}}\"\"\";", "var p = $$\"\"\"{{PlimsollBuild.X}}\"\"\";"),
        ("var q = $\"{f($\"{NukeBuild.X}\")}\";", "var q = $\"{f($\"{PlimsollBuild.X}\")}\";"), ("Serilog.Log.Verbose(\"NukeBuild\");", "Log.Verbose(\"NukeBuild\");"), ("Nuke.Common.IO.AbsolutePath r;", "Plimsoll.Build.AbsolutePath r;"),
    ];

    [Fact]
    public void Only_the_names_that_move_change_and_nothing_changes_twice()
    {
        var piece = OneOf([.. Kept.Select(text => (Before: text, After: text)), .. Moved, .. Moved]);
        Gen.Select(piece.Array[0, 12], OneOf("\n", "\r\n"), OneOf("", "    ", "\t")).Sample((pieces, end, indent) =>
        {
            string Join(Func<(string Before, string After), string> text) => string.Concat(pieces.Select(part => indent + text(part) + end));

            var migrated = SourceMigrationTests.Migrate(Join(part => part.Before)).Text;

            Assert.Equal(Join(part => part.After), migrated);
            Assert.Equal(migrated, SourceMigrationTests.Migrate(migrated).Text);
        }, iter: 2000);
    }

    [Fact]
    public void Any_characters_are_read_in_order_and_stay()
    {
        var character = OneOf("\"", "'", "{", "}", "$", "@", "/", "*", "\\", "#", "\n", "\r", " ", "a", ":", "(", ")", "[", "]", "<", ">", ".", ";", "using ", "Nuke");
        character.Array[0, 40].Select(string.Concat).Sample(text =>
        {
            var tokens = CSharpTokens.Read(text);

            Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, text));
            Assert.All(tokens, token => Assert.True(token.Start < token.End && token.End <= text.Length, text));
            var migrated = SourceMigrationTests.Migrate(text).Text;
            Assert.Equal(migrated, SourceMigrationTests.Migrate(migrated).Text);
        }, iter: 2000);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
