using Plimsoll.Tags.Hosts;

namespace Plimsoll.Tags.Tests.Hosts;

public sealed class TextTableTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static TextTable Create()
    {
        var table = new TextTable("ACTION", "TAG", "REASON");
        table.Add("create", "2.1.0", "v2.1.0 is at HEAD, and no other tag is higher than it");
        table.Add("move", "latest", Digest);
        return table;
    }

    [Fact]
    public void In_a_pipe_nothing_is_shortened_or_wrapped() => Assert.Equal(
        ["ACTION  TAG     REASON", "create  2.1.0   v2.1.0 is at HEAD, and no other tag is higher than it", $"move    latest  {Digest}"],
        Create().Lines());

    [Fact]
    public void On_a_terminal_that_is_wide_enough_neither() => Assert.Equal(Create().Lines(), Create().Lines(new TableStyle(Width: 16 + Digest.Length)));

    [Fact]
    public void On_a_narrow_one_digests_are_shortened_and_the_last_column_is_wrapped() => Assert.Equal(
        ["ACTION  TAG     REASON", "create  2.1.0   v2.1.0 is at HEAD, and", "                no other tag is higher", "                than it", "move    latest  sha256:0123456789ab"],
        Create().Lines(new TableStyle(Width: 40)));

    [Fact]
    public void Columns_for_which_there_is_no_room_follow_on_a_line_of_their_own() => Assert.Equal(
        ["ACTION  TAG", "    REASON", "create  2.1.0", "    v2.1.0 is at HEAD, and no", "    other tag is higher than", "    it", "move    latest", "    sha256:0123456789ab"],
        Create().Lines(new TableStyle(Width: 30)));

    [Fact]
    public void Only_what_is_done_is_coloured()
    {
        var table = new TextTable("ACTION", "TAG", "DIGEST");
        table.Add("refuse", "move", "created");

        Assert.Equal(["\e[1mACTION\e[0m  \e[1mTAG\e[0m   \e[1mDIGEST\e[0m", "\e[31mrefuse\e[0m  move  created"], table.Lines(new TableStyle(Color: true)));
    }

    [Fact]
    public void Without_a_header_its_names_take_no_room()
    {
        var table = new TextTable("A LONG NAME", "B");
        table.Add("x", "y");

        Assert.Equal(["x  y"], table.Lines(withHeader: false));
    }
}
