namespace Plimsoll.Policy.Tests.Scanners.Make;

public class MakefileScannerTests
{
    // Makefiles with the images that their recipes name.
    public static TheoryData<string, string> Makefiles { get; } = new()
    {
        { "x:\n\tdocker run a:1\n\t@docker run b:2\n\t-@ docker run c:3\n", "a:1@2:13-16 b:2@3:14-17 c:3@4:16-19" },
        { "TAG := 1\nI ?= b:2\nexport J = c:$(TAG)\nx:\n\tdocker run a:$(TAG) && docker run ${I}\n\tdocker run $(J)\n", "b:2@2:6-9 c:1@3:12-20 a:1@5:13-21" },
        { "DOCKER ?= podman\nx:\n\t$(DOCKER) run --rm \\\n\t  -v $(CURDIR):/x -u $$(id -u) \\\n\t  a:1 sh -c 'echo $$X'\n", "a:1@5:4-7" },
        { "x: y ; docker run a:1\n", "a:1@1:19-22" },
        { "x:\n\tI=a:1; docker run $$I\n\tdocker run b:$$T\n\tdocker run c:$(shell git x)\n", "a:1@2:4-7 b:$T@3:13-18 c:$(shell git x)@4:13-29" },
        { "ifdef Y\nT = 1\nelse\nT = 2\nendif\nx:\n\tdocker run a:$(T)\n", "a:$(T)@7:13-19" },
        { "T = 1\nT += 2\nI = a:1 # why\nx:\n\tdocker run b:$(T)\n\tdocker run $(I)\n", "a:1@3:5-8 b:$(T)@5:13-19" },
        { "I = me/x:1\nx:\n\tdocker build -t $(I) .\ny:\n\tdocker run $(I)\n\tdocker run $(NONE) $@\n", "" },
        { "# docker run no:1\nX = docker run no:1\ndefine X\ndocker run no:1\nendef\nx:\n\t@echo docker run no:1\n\t# docker run no:1\n    docker run no:1\n", "" },
    };

    [Theory]
    [MemberData(nameof(Makefiles))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Makefile", text));

    [Theory]
    [MemberData(nameof(Makefiles))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("build/x.mk", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
