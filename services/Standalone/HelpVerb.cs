namespace Clearance.Standalone;

/// <summary><c>--help</c>: the verbs and their options, in English and Chinese.</summary>
internal static class HelpVerb
{
    /// <summary>The text.</summary>
    public const string Text = """
        Clearance: from filing to released goods, five services in one process.
        通关：一个进程，五项服务，从申报到放行。

        clearance [serve] [--urls URL] [--data DIR]          run the suite · 运行
            --urls   REST, console and docs; gRPC on the next port   http://127.0.0.1:8080
            --data   folder of the databases and of the token key    ./data
        clearance demo [--exit] [--seed N] [--speed N] [--samples DIR] [--urls URL]
                                                             play four roads on a fast clock · 演示四条通关路径
            --exit    stop when the figures are printed
            --seed    other delays and other inspections             1
            --speed   the clock runs N times faster while all wait   20000
            --samples folder with the sample declarations            tests/Samples
        clearance bench [--shape standalone|separate|both] [--seconds N] [--warm-up N] [--in-flight N] [--json FILE]
                        [--postgresql CONN] [--rabbitmq URL] [--services DIR] [--seed N]
                                                             measure rate, latency and processor time · 性能测试
            --shape      one process on SQLite, or gateway and services   standalone
            --seconds    length of each of the two phases                 10
            --warm-up    clearances before anything is measured           3000
            --in-flight  declarations on their way at once                256
            --json       file for the figures, one line a shape
            --postgresql --rabbitmq   servers of the separate shape, on this machine only
        clearance token --role ROLE [--enterprise USCC] [--subject NAME] [--office CODE] [--data DIR | --key FILE]
                                                             print a bearer token · 签发本地令牌
            --key    private key of services that run apart (Identity:KeyFile) instead of the folder's
            roles    declarant officer supervisor guarantor bank terminal operator partner
        clearance key --key FILE [--public FILE]             make the key of services that run apart · 生成令牌密钥
        clearance tariff --file CSV --id ID --effective DAY [--note TEXT] [--check] [--urls URL] [--data DIR | --key FILE]
                                                             import a tariff into a running suite · 导入税则
            --effective   first day of acceptance that it is used for, YYYY-MM-DD
            --check       read and check it, store nothing
        clearance codes --list LIST --file CSV --id ID --effective DAY [--note TEXT] [--check] [--urls URL] [--data DIR | --key FILE]
                                                             import a whole code list into a running suite · 导入参数代码表
            --list        name of the list, e.g. units: GET /v1/codeLists
        clearance folder --folder DIR --enterprise USCC [--once] [--token FILE] [--urls URL] [--data DIR | --key FILE]
                                                             declare the DecMessage files of a folder · 文件夹报文导入
            --folder      *.xml are taken; done, failed and receipts are folders in it
            --token       file with the firm's bearer token, read again when it changes
            --once        look once and end
        clearance --health [--urls URL]                      exit 0 when the running suite is healthy · 健康检查
        clearance --help                                     this text · 帮助

        Any setting can be typed as --Section:Key=value, or set as environment variable Section__Key.
        """;

    /// <summary>Prints the text.</summary>
    public static int Run(Arguments arguments)
    {
        arguments.Knowing();
        Console.WriteLine(Text);
        return 0;
    }
}
