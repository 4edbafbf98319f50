namespace Plimsoll.Policy.Tests.Scanners.Earthly;

public class EarthfileScannerTests
{
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "VERSION 0.8\nFROM a:1\n\nbuild:\n    FROM --platform=linux/amd64 b:2\n    COPY +x/y .\n    SAVE IMAGE me/x:1\n", "a:1@2:6-9 b:2@5:33-36" },
        { "VERSION 0.8\nARG --global T=1\nx:\n    ARG V=2\n    FROM a:$T\n    WITH DOCKER --pull b:${V} --load me:1=+x\n        RUN docker run no:1\n    END\ny:\n    FROM c:$V\n", "a:1@5:10-14 b:2@6:24-30 c:$V@10:10-14" },
        { "VERSION 0.8\nx:\n    FROM +base\n    FROM ./sub+x\n    FROM DOCKERFILE .\n    # FROM no:1\n    SAVE IMAGE me/x:1\ny:\n    LOCALLY\n    FROM me/x:1\n    FROM scratch\n    FROM $X\n", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Earthfile", text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("sub/Earthfile", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
