namespace Plimsoll.Policy.Tests.Scanners.Docker;

public class DockerfileCommandsTests
{
    // Commands behind 'FROM scratch', with the images that they name.
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "RUN docker pull a:1\n", "a:1@2:17-20" },
        { "RUN --mount=type=bind,source=x,target=/y --network=host docker pull a:1\n", "a:1@2:69-72" },
        { "RUN apk add crane && crane pull a:1 x.tar; skopeo copy docker://b:2 oci:x\n", "a:1@2:33-36 b:2@2:65-68" },
        { "RUN set -e; \\\n    # docker pull no:1\n    docker pull \\\n\n      a:1 \\\n  && docker pull 'b:2'\n", "a:1@6:7-10 b:2@7:19-22" },
        { "RUN docker pull a:\\\n1\n", "a:1@2:17-3:2" },
        { "run sh -c \"docker pull a:1\" # docker pull no:1\n", "a:1@2:24-27" },
        { "RUN [\"docker\", \"pull\", \"a:1\"]\nRUN [ \"sh\" , \"-c\",\"cd x && docker pull b:2\" ]  \n", "a:1@2:25-28 b:2@3:40-43" },
        { "RUN [\"docker\", \\\n  \"pull\", \\\n  \"a:1\"]\nRUN [\"docker\", \"pull\", \"\\u0061:1\"]\n", "a:1@4:4-7 a:1@5:25-33" },
        { "CMD docker run a:1\nENTRYPOINT [\"docker\", \"run\", \"b:2\"]\nHEALTHCHECK --interval=5m CMD docker run c:3\nHEALTHCHECK NONE\nONBUILD RUN docker pull d:4\n", "a:1@2:16-19 b:2@3:31-34 c:3@4:42-45 d:4@6:25-28" },
        { "RUN <<EOF\nset -e\ndocker pull a:1\n  docker pull \\\n    b:2\nEOF\nRUN docker pull c:3\n", "a:1@4:13-16 b:2@6:5-8 c:3@8:17-20" },
        { "RUN --mount=type=cache,target=/x <<-\"E F\"\n\tdocker pull a:1\n\tE F\nRUN bash -ex <<EOF\ndocker pull b:2\nEOF\n", "a:1@3:14-17 b:2@6:13-16" },
        { "RUN <<EOF\n#!/bin/bash\ndocker pull a:1\nEOF\nRUN <<EOF\n#!/usr/bin/env python3\ndocker pull no:1\nEOF\n", "a:1@4:13-16" },
        { "RUN cat <<EOF > x && docker pull a:1\ndocker pull no:1\nEOF\nCOPY <<x /y\ndocker pull no:1\nx\n", "a:1@2:34-37" },
        { "ARG I=a:1 V=2\nENV R=reg.io/x J=c:3\nRUN docker pull $I; docker pull b:${V}; docker pull \"$R/d:$V\"; docker pull ${J}\n", "a:1@2:7-10 c:3@3:18-21 b:2@4:33-39 reg.io/x/d:2@4:54-61" },
        { "ENV I \"a:1\"\nENV J='b:2' K=$I\nRUN docker pull $I\nRUN docker pull $J\nRUN docker pull $K\n", "a:1@2:8-11 b:2@3:8-11 a:1@3:15-17" },
        { "ARG V=1\nENV V=2\nARG V=3\nRUN docker pull a:$V\nENV A=1 B=$A\nRUN docker pull b:$B\n", "a:2@5:17-21 b:$B@7:17-21" },
        { "ARG V\nRUN docker pull a:$V; docker pull $V; docker pull b:${V:-2}; docker pull $TARGETARCH/c:3\n", "a:$V@3:17-21 b:2@3:51-60 $TARGETARCH/c:3@3:74-89" },
        { "ENV I=$R/a:1\nRUN docker pull $I\nENV I=${I:-b}-x\nRUN docker pull $I\n", "$R/a:1@2:7-13 ${I:-b}-x@4:7-16" },
        { "RUN V=1; docker pull a:$V\nRUN docker pull b:$V\n", "a:1@2:22-26 b:$V@3:17-21" },
        { "RUN docker build -t me/x:1 . \\\n && docker run me/x:1\nRUN docker run me/x:2\n", "" },
    };

    public static TheoryData<string> Others { get; } =
    [
        "RUN echo docker pull no:1\nLABEL run=\"docker run no:1\"\n# RUN docker pull no:1\nENV X=\"docker run no:1\"\nCOPY docker pull no:1\n",
        "RUN apt-get install -y docker podman helm\nRUN curl -fsSL https://get.docker.com | sh\nRUN pip install docker==7.1\n",
        "RUN [\"echo\", \"docker pull no:1\"]\nRUN [\"docker\", \"pull\", \"$no:1\"]\nRUN [\"docker\", 'pull', \"no:1\"]\n",
        "ENTRYPOINT [\"docker\", \"run\"]\nCMD [\"--help\"]\nRUN docker pull $IMAGE\nRUN docker pull $A/$B:$C\nRUN docker\nRUN\n",
        "RUN [\nRUN []\nRUN [\"\nRUN [\"docker\",]\nRUN [\"docker\" \"pull\"]\nRUN [\"\\x\"]\nRUN [\"\\\"]\nRUN docker pull 'x\n",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_of_commands_are_found_at_their_tokens(string file, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Dockerfile", "FROM scratch\n" + file));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.Dockerfile", "\uFEFF" + ("FROM scratch\n" + file).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string file) =>
        Assert.Equal("", await Deployment.ImagesAsync("Dockerfile", "FROM scratch\n" + file));

    [Theory]
    [InlineData("ARG V=1\nFROM scratch\nARG V\nRUN docker pull a:$V\n", "a:1@4:17-21")]
    [InlineData("ARG V=1\nFROM scratch\nRUN docker pull a:$V\n", "a:$V@3:17-21")]
    [InlineData("FROM scratch AS b\nENV V=1\nARG W=2\nFROM b\nRUN docker pull a:$V.$W\nFROM scratch\nRUN docker pull a:$V\n", "a:1.2@5:17-24 a:$V@7:17-21")]
    [InlineData("ARG B=b\nFROM scratch AS b\nENV V=1\nFROM $B AS c\nENV V=2\nFROM b\nRUN docker pull a:$V\n", "a:1@7:17-21")]
    public async Task A_stage_has_its_own_variables_and_those_of_the_stage_below(string file, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Dockerfile", file));

    [Theory]
    [InlineData("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN docker pull a:1\n", "a:1@3:17-20", false)]
    [InlineData("SHELL [\"pwsh\", \"-Command\", \"$x = 1;\"]\nRUN $i = 'a:1'; docker pull $i\nSHELL [\"cmd\", \"/S\", \"/C\"]\nRUN set T=2& docker pull b:%T%\n", "a:1@3:11-14 b:2@5:26-31", false)]
    [InlineData("# escape\nRUN powershell -NoProfile -Command docker pull a:1\n", "a:1@3:48-51", false)]
    [InlineData("SHELL [\"/usr/bin/fish\", \"-c\"]\nRUN docker pull a:1\nRUN [\"docker\", \"pull\", \"b:2\"]\n", "b:2@4:25-28", true)]
    [InlineData("RUN <<EOF\ndocker pull a:1\nRUN docker pull b:2\n", "a:1@3:13-16", true)]
    [InlineData("docker pull a:1\n", "", true)]
    [InlineData("RUN <<EOF\n#!/usr/bin/fish\ndocker pull a:1\nEOF\n", "", true)]
    public async Task Commands_that_are_not_read_are_told(string file, string expected, bool isTold)
    {
        using var deployment = new Deployment().With("Dockerfile", "FROM scratch\n" + file);
        var result = await deployment.CheckAsync();
        Assert.Equal(expected, string.Join(" ", result.Images.Select(image => $"{image.Use.Image}@{image.Use.Span.StartLine}:{image.Use.Span.StartColumn}-{image.Use.Span.EndColumn}")));
        Assert.Equal(isTold, result.Unread.Count > 0);
    }

    [Fact]
    public async Task Very_many_stages_and_variables_are_read()
    {
        var text = "FROM scratch AS s0\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"ENV V{i}=$V{i - 1}x\n")) + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"FROM s{i - 1} AS s{i}\nSHELL [\"sh\", \"-c\"]\n")) + "RUN docker pull a:1$V0 \\\n && docker pull b:1\n";
        Assert.Equal("a:1$V0@60002:17-23 b:1@60003:17-20", await Deployment.ImagesAsync("Dockerfile", text));
    }

    [Fact]
    public async Task Commands_of_a_Dockerfile_within_another_file_are_read() =>
        Assert.Equal(
            "b:2@6:26-29 c:1.0@7:26-37 d:$U@8:26-31",
            await Deployment.ImagesAsync("compose.yml", "services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM scratch\n        RUN docker pull  b:2 && \\\n          docker pull    c:${V:-1}.0\n        RUN docker pull  d:$$U ; docker pull $$X\n"));
}
